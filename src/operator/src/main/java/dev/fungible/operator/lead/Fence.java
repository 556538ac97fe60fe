package dev.fungible.operator.lead;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Lets writes through only while this process is sure to lead: from the beginning of a successful
 * renewal of the lease until the renew deadline after it, which lies before the earliest moment at
 * which another may act. It closes by the passing of time alone, so that a process that was stopped
 * and goes on later sends nothing. Reads pass always. Safe for use by several threads.
 */
public final class Fence implements Interceptor {

  private final LeaseSettings settings;
  private final Clocks clocks;
  private @Nullable Term term;
  private boolean shut;
  private int underWay;

  /** When the renewal that a right to act rests on was begun, by either clock. */
  record Term(long nanoTime, Instant wallTime) {}

  Fence(LeaseSettings settings, Clocks clocks) {
    this.settings = settings;
    this.clocks = clocks;
  }

  /**
   * Sends the request on, if it may be sent.
   *
   * @throws NotLeadingException if it is a write and this process may not act now
   * @throws IllegalStateException if it is a write that may take longer than {@link
   *     LeaseSettings#writeTimeout}
   */
  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    if (request.method().equals("GET")) {
      return chain.proceed(request);
    }
    requireTimeout(Duration.ofNanos(chain.call().timeout().timeoutNanos()));
    enter(request.method() + " " + request.url().encodedPath());
    try {
      return chain.proceed(request);
    } finally {
      leave();
    }
  }

  /** Whether writes pass now. */
  public synchronized boolean isOpen() {
    if (shut || term == null) {
      return false;
    }
    Term now = now();
    Duration byProcess = Duration.ofNanos(now.nanoTime - term.nanoTime);
    // The clock of the process stands still while its machine is suspended; the wall clock is set
    // when that ends.
    Duration byWall = Duration.between(term.wallTime, now.wallTime);
    Duration limit = settings.renewDeadline();
    return byProcess.compareTo(limit) < 0 && byWall.compareTo(limit) < 0;
  }

  /** A moment at which a renewal begins. */
  Term now() {
    return new Term(clocks.nanoTime().getAsLong(), clocks.wallTime().instant());
  }

  /** The renewal that began then was successful. */
  synchronized void renewed(Term begun) {
    term = begun;
  }

  /** Closes for good. */
  synchronized void shut() {
    shut = true;
  }

  /** Whether all writes that were let through ended within the time that a write may take. */
  synchronized boolean awaitQuiet() throws InterruptedException {
    long end = System.nanoTime() + settings.writeTimeout().toNanos();
    while (underWay > 0) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  private synchronized void enter(String request) throws NotLeadingException {
    if (!isOpen()) {
      throw new NotLeadingException(request);
    }
    underWay++;
  }

  private synchronized void leave() {
    underWay--;
    notifyAll();
  }

  private void requireTimeout(Duration timeout) {
    if (timeout.isZero() || timeout.compareTo(settings.writeTimeout()) > 0) {
      throw new IllegalStateException(
          "A write must time out within "
              + settings.writeTimeout()
              + " (leaseDuration - renewDeadline), not "
              + (timeout.isZero() ? "never" : timeout));
    }
  }
}
