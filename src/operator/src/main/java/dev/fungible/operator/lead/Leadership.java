package dev.fungible.operator.lead;

import dev.fungible.operator.kube.ApiFailure;
import dev.fungible.operator.kube.KubeApi;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes part in the election of the one replica that acts. Writes go through {@link #fence}, which
 * is what keeps two replicas from acting; all else here only decides when it opens. Leading ends
 * once and for all: a process that has lost it is to exit, so that what it knew is not carried
 * over. Safe for use by several threads.
 */
public final class Leadership implements AutoCloseable {

  /** The name of the lease. */
  public static final String LEASE = "fungible-scheduler";

  private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

  private final String identity;
  private final LeaseSettings settings;
  private final Runnable onLost;
  private final LeaseStore store;
  private final Election election;
  private final Fence fence;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch decided = new CountDownLatch(1);
  private final Thread thread;
  private volatile String holder = "";
  private volatile Optional<String> problem = Optional.of("the lease has not been read yet");
  private volatile boolean led;
  private volatile boolean lost;

  /**
   * A candidate, not started yet.
   *
   * @param api for the lease alone, not behind the fence; its requests are to time out well before
   *     the renew deadline
   * @param namespace the operator's
   * @param identity names this process and no other; see {@link #newIdentity}
   * @param onLost called once when leading is over without having been closed, by the thread of the
   *     election; to end the process
   */
  public Leadership(
      KubeApi api, String namespace, String identity, LeaseSettings settings, Runnable onLost) {
    this.identity = identity;
    this.settings = settings;
    this.onLost = onLost;
    store = new LeaseStore(api, namespace, LEASE);
    election = new Election(store, identity, settings, Clocks.SYSTEM);
    fence = new Fence(settings, Clocks.SYSTEM);
    // Not a virtual thread: a decision that keeps all carriers busy must not delay a renewal.
    thread = Thread.ofPlatform().daemon().name("leadership").unstarted(this::run);
  }

  /**
   * A name for this process that no other has: the host's, which is the pod's, and a random one.
   */
  public static String newIdentity() {
    String host = Optional.ofNullable(System.getenv("HOSTNAME")).orElse("fungible");
    return host + "_" + UUID.randomUUID();
  }

  /**
   * Who holds the lease of that namespace now, by the clock here; for people, not for deciding
   * whether to act.
   *
   * @throws ApiFailure if the lease cannot be read
   */
  public static Optional<String> holder(KubeApi api, String namespace, Instant now) {
    return new LeaseStore(api, namespace, LEASE)
        .read()
        .filter(lease -> lease.isHeldAt(now))
        .map(Lease::holder);
  }

  /** Begins to take part. */
  public Leadership start() {
    thread.start();
    return this;
  }

  /** To be put on whatever writes to the cluster. */
  public Fence fence() {
    return fence;
  }

  /** Whether this process may act now. */
  public boolean leads() {
    return fence.isOpen();
  }

  /** Who leads, as last seen; empty when nobody is known to. */
  public Optional<String> holder() {
    return Optional.of(holder).filter(name -> !name.isEmpty());
  }

  /** What keeps this process from taking part, for people; empty while the lease can be read. */
  public Optional<String> problem() {
    return problem;
  }

  /**
   * Waits until this process leads.
   *
   * @return whether it does; false when it never will
   */
  public boolean awaitLeading() throws InterruptedException {
    decided.await();
    return led && !lost && closed.getCount() > 0;
  }

  /**
   * Stops for good and gives the lease back, in this order: no new write passes the fence; writes
   * under way end; the lease is released. A successor leads about a second and a retry period
   * later. Where a write does not end in time the lease is left to run out. To be called after the
   * loop has stopped, whose writes fail from now on.
   */
  @Override
  public void close() {
    closed.countDown();
    fence.shut();
    try {
      if (!lost && led()) {
        release();
      }
    } catch (ApiFailure e) {
      LOG.warn("{} is left to run out: {}", store, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      decided.countDown();
    }
  }

  /** Whether this process led when its part in the election ended. */
  private boolean led() throws InterruptedException {
    boolean started = thread.getState() != Thread.State.NEW;
    return started && thread.join(settings.writeTimeout()) && led;
  }

  private void release() throws InterruptedException {
    if (fence.awaitQuiet()) {
      election.release();
      LOG.info("{} is released", store);
    } else {
      LOG.warn("{} is left to run out: a write has not ended", store);
    }
  }

  private void run() {
    try {
      campaign();
      lead();
      lose(problem.orElseGet(() -> "it is held by " + (holder.isEmpty() ? "nobody" : holder)));
    } catch (InterruptedException e) {
      LOG.debug("The election is closed");
    } catch (RuntimeException e) {
      lose(e.toString());
    }
  }

  private void campaign() throws InterruptedException {
    while (!take()) {
      Duration free = election.untilFree();
      boolean soon = free.isPositive() && free.compareTo(settings.retryPeriod()) < 0;
      pause(soon ? free.plusMillis(1) : settings.retryPeriod());
    }
    LOG.info("{} leads by {}", identity, store);
    led = true;
    decided.countDown();
  }

  private boolean take() {
    Fence.Term begun = fence.now();
    boolean taken = attempt(election::take).orElse(false);
    if (taken) {
      fence.renewed(begun);
    }
    return taken;
  }

  private void lead() throws InterruptedException {
    do {
      pause(settings.retryPeriod());
    } while (renew());
  }

  private void lose(String reason) {
    lost = true;
    fence.shut();
    decided.countDown();
    LOG.error("{} cannot lead by {} any more: {}", identity, store, reason);
    onLost.run();
  }

  /** Whether this process may go on. */
  private boolean renew() {
    Fence.Term begun = fence.now();
    Optional<Boolean> ours = attempt(() -> election.renew(fence.isOpen()));
    if (ours.isPresent() && ours.get()) {
      fence.renewed(begun);
    }
    return ours.orElseGet(fence::isOpen);
  }

  /** What a try says; empty when it does not say. */
  private Optional<Boolean> attempt(BooleanSupplier tried) {
    try {
      boolean ours = tried.getAsBoolean();
      problem = Optional.empty();
      return Optional.of(ours);
    } catch (ApiFailure e) {
      if (e.isConflict()) {
        LOG.debug("Another was faster: {}", e.getMessage());
        problem = Optional.empty();
      } else {
        LOG.warn("{}", e.getMessage());
        problem = Optional.of(String.valueOf(e.getMessage()));
      }
      return Optional.empty();
    } finally {
      holder = election.holder();
    }
  }

  private void pause(Duration time) throws InterruptedException {
    if (closed.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new InterruptedException("closed");
    }
  }
}
