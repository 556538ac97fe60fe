package dev.fungible.operator.report;

import dev.fungible.operator.kube.ApiFailure;
import dev.fungible.operator.kube.Backoff;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.kube.KubePath;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes Events by a thread of its own, in order and not too fast. Never blocks, never throws:
 * what finds no room or is refused is dropped and counted. Safe for use by several threads.
 */
public final class Events implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Events.class);
  private static final int MOST_WAITING = 1000;
  private static final int TRIES = 4;

  /** At most 20 a second: they are for people, and the API server has other things to do. */
  private static final Duration PACE = Duration.ofMillis(50);

  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final KubeApi api;
  private final String instance;
  private final BlockingQueue<Notice> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicLong published = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final Thread worker;
  private volatile boolean closed;

  /**
   * Events by this process, at once.
   *
   * @param api through which writes pass while this process leads alone
   * @param instance tells this process from its replicas
   */
  public Events(KubeApi api, String instance) {
    this.api = api;
    this.instance = instance;
    this.worker = Thread.ofVirtual().name("events").start(this::run);
  }

  /** Tells it soon, or drops it. */
  public void publish(Notice notice) {
    if (closed || !waiting.offer(notice)) {
      drop(notice, closed ? "no more are told" : MOST_WAITING + " are waiting");
    }
  }

  /** How many were taken by the API server. */
  public long published() {
    return published.get();
  }

  /** How many were never told. */
  public long dropped() {
    return dropped.get();
  }

  /** Tells what still waits as far as that is done soon, and ends. */
  @Override
  public void close() {
    closed = true;
    try {
      if (!worker.join(FAREWELL)) {
        worker.interrupt();
      }
    } catch (InterruptedException e) {
      worker.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!closed || !waiting.isEmpty()) {
        Notice notice = waiting.poll(PACE.toMillis(), TimeUnit.MILLISECONDS);
        if (notice != null) {
          tell(notice);
          Thread.sleep(PACE);
        }
      }
    } catch (InterruptedException e) {
      waiting.forEach(notice -> drop(notice, "there was no time left"));
    }
  }

  private void tell(Notice notice) throws InterruptedException {
    Backoff backoff =
        new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2), ThreadLocalRandom.current());
    for (int tries = 1; ; tries++) {
      try {
        api.create(
            KubePath.events(notice.about().eventNamespace()), EventBody.of(notice, instance));
        published.incrementAndGet();
        return;
      } catch (ApiFailure e) {
        if (e.isConflict()) {
          // The same occasion was told before, perhaps by an earlier try that got no answer.
          published.incrementAndGet();
          return;
        }
        if (tries == TRIES || !mayPass(e)) {
          drop(notice, e.toString());
          return;
        }
        Thread.sleep(backoff.next());
      } catch (RuntimeException e) {
        drop(notice, e.toString());
        return;
      }
    }
  }

  private static boolean mayPass(ApiFailure failure) {
    return failure.code() == 0 || failure.isTooManyRequests() || failure.code() >= 500;
  }

  private void drop(Notice notice, String why) {
    dropped.incrementAndGet();
    LOG.warn(
        "Event {} about {} dropped: {}; {}",
        notice.reason(),
        notice.about().name(),
        notice.message(),
        why);
  }
}
