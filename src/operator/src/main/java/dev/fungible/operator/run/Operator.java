package dev.fungible.operator.run;

import dev.fungible.configuration.PolicyRegistry;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.lead.Leadership;
import dev.fungible.operator.serve.HttpEndpoints;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One replica of the operator: it follows the cluster from its start, and acts once it leads, until
 * it is closed or leads no more. Leading ends once: whoever started it ends the process then.
 */
public final class Operator implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Operator.class);

  /** How long the step under way, and what is to be kept, may take at the end. */
  private static final Duration FAREWELL = Duration.ofSeconds(20);

  private final CountDownLatch over = new CountDownLatch(1);
  private final Leadership leadership;
  private final Standby standby;
  private final Leader leader;
  private final HttpEndpoints health;
  private final Thread thread = Thread.ofPlatform().daemon().name("cycles").unstarted(this::lead);

  private Operator(
      OperatorSettings settings, KubeApi api, PolicyRegistry registry, InstantSource time)
      throws IOException {
    Telemetry telemetry = new Telemetry();
    KubeApi measured = api.through(telemetry.requests());
    leadership =
        new Leadership(
            measured, settings.namespace(), settings.identity(), settings.lease(), over::countDown);
    standby = Standby.start(settings, measured, registry, time);
    leader = new Leader(standby, measured.through(leadership.fence()), telemetry);
    health = Health.serve(settings.http(), telemetry, leadership, standby, leader);
  }

  /**
   * Starts a replica.
   *
   * @param api the cluster; a request must not take longer than {@link
   *     dev.fungible.operator.lead.LeaseSettings#writeTimeout}
   * @param registry the policies that a configuration may name
   * @throws IOException if it cannot listen where it should
   */
  public static Operator start(OperatorSettings settings, KubeApi api, PolicyRegistry registry)
      throws IOException {
    return start(settings, api, registry, InstantSource.system());
  }

  /**
   * Starts a replica that goes by another clock than the machine's.
   *
   * @param time what the time is, to all but the lease: that one is between processes
   * @throws IOException if it cannot listen where it should
   */
  public static Operator start(
      OperatorSettings settings, KubeApi api, PolicyRegistry registry, InstantSource time)
      throws IOException {
    Operator operator = new Operator(settings, api, registry, time);
    operator.leadership.start();
    operator.thread.start();
    return operator;
  }

  /** Waits until it leads no more, or has been closed. */
  public void awaitEnd() throws InterruptedException {
    over.await();
  }

  /** Whether it may act now. */
  public boolean leads() {
    return leadership.leads();
  }

  /** The port at which health and metrics are served. */
  public int port() {
    return health.port();
  }

  /** Ends in order: the step under way, what is to be kept, the lease, the rest. */
  @Override
  public void close() {
    leader.stop();
    if (leadership.leads()) {
      join();
    }
    leadership.close();
    join();
    standby.close();
    health.close();
    over.countDown();
  }

  private void lead() {
    try {
      if (leadership.awaitLeading()) {
        leader.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      leader.close();
      // Whatever ended it: a lease must not be renewed by a process that does nothing.
      over.countDown();
    }
  }

  private void join() {
    try {
      if (!thread.join(FAREWELL)) {
        LOG.warn("The round under way has not ended within {}", FAREWELL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
