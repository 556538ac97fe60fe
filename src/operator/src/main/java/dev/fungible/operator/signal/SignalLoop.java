package dev.fungible.operator.signal;

import dev.fungible.configuration.PrometheusSettings;
import dev.fungible.operator.kube.Backoff;
import dev.fungible.scheduler.model.Signal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures one signal again and again, on a thread of its own, until it is closed. */
final class SignalLoop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SignalLoop.class);

  private static final Duration MOST_PATIENT = Duration.ofMinutes(2);

  /** What the loops of one server have in common. */
  record Server(
      Supplier<PrometheusClient> client,
      PrometheusSettings settings,
      Semaphore permits,
      InstantSource time,
      Consumer<String> failed) {}

  private final SignalTrack track;
  private final Server server;
  private final CountDownLatch tried = new CountDownLatch(1);
  private final Thread thread;

  private SignalLoop(SignalTrack track, Server server) {
    this.track = track;
    this.server = server;
    thread = Thread.ofVirtual().name("signal-" + track.signal().name()).unstarted(this::run);
  }

  /** Begins at once; goes on from what the track knows. */
  static SignalLoop start(SignalTrack track, Server server) {
    SignalLoop loop = new SignalLoop(track, server);
    loop.thread.start();
    return loop;
  }

  SignalTrack track() {
    return track;
  }

  /** Waits until it was measured or failed for the first time, or for so long. */
  void awaitTried(Duration limit) throws InterruptedException {
    tried.await(Math.max(0, limit.toMillis()), TimeUnit.MILLISECONDS);
  }

  private void run() {
    Duration every = server.settings().every();
    Duration most = every.compareTo(MOST_PATIENT) > 0 ? every : MOST_PATIENT;
    Backoff backoff = new Backoff(every, most, ThreadLocalRandom.current());
    try {
      while (true) {
        boolean measured = measureInTurn();
        tried.countDown();
        if (measured) {
          backoff.reset();
        }
        Thread.sleep(measured ? every : backoff.next());
      }
    } catch (InterruptedException e) {
      LOG.debug("Signal {} is not measured any more", name());
    }
  }

  private boolean measureInTurn() throws InterruptedException {
    server.permits().acquire();
    try {
      return measure();
    } finally {
      server.permits().release();
    }
  }

  private boolean measure() throws InterruptedException {
    try {
      PrometheusClient client = server.client().get();
      Instant now = server.time().instant().truncatedTo(ChronoUnit.MILLIS);
      String query = track.settings().query();
      double number = client.now(query);
      if (!track.isKnown()) {
        lookBack(client, now);
      }
      track.measured(now, number);
      return true;
    } catch (RuntimeException e) {
      if (thread.isInterrupted()) {
        throw new InterruptedException();
      }
      report(e instanceof SignalFailure ? String.valueOf(e.getMessage()) : e.toString());
      return false;
    }
  }

  /** Without a past nothing is given up for a while; the present must not wait for it. */
  private void lookBack(PrometheusClient client, Instant now) throws InterruptedException {
    Duration every = server.settings().every();
    Instant from = now.minus(SignalTrack.KEPT);
    try {
      track.recall(client.between(track.settings().query(), from, now.minus(every), every));
    } catch (SignalFailure e) {
      if (thread.isInterrupted()) {
        throw new InterruptedException();
      }
      LOG.warn("Signal {}: its past is not known: {}", name(), e.getMessage());
    }
  }

  private void report(String problem) {
    Signal before = track.signal();
    if (!before.problem().equals(problem)) {
      LOG.warn("Signal {}: {}", name(), problem);
    }
    track.failed(problem);
    server.failed().accept(name());
  }

  private String name() {
    return track.signal().name();
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
