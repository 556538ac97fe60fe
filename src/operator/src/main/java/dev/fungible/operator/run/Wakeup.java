package dev.fungible.operator.run;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one thread sleep until others have something for it. Many signals while it is busy are one.
 * Safe for use by several threads.
 */
final class Wakeup {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition signalled = lock.newCondition();
  private boolean pending;

  /** There is something to look at. */
  void signal() {
    lock.lock();
    try {
      pending = true;
      signalled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for a signal, then a while longer for those that come with it.
   *
   * @param atMost how long to wait for the first one
   * @param gather how long to wait for the rest
   * @return whether there was one
   */
  boolean await(Duration atMost, Duration gather) throws InterruptedException {
    lock.lock();
    try {
      long nanos = atMost.toNanos();
      while (!pending && nanos > 0) {
        nanos = signalled.awaitNanos(nanos);
      }
      if (!pending) {
        return false;
      }
    } finally {
      lock.unlock();
    }
    TimeUnit.NANOSECONDS.sleep(gather.toNanos());
    lock.lock();
    try {
      pending = false;
      return true;
    } finally {
      lock.unlock();
    }
  }
}
