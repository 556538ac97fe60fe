package dev.fungible.operator.act;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Requests side by side, a bounded number at a time. */
final class Parallel {

  private final int atOnce;

  Parallel(int atOnce) {
    this.atOnce = atOnce;
  }

  /**
   * Does this for each, whatever comes of the others.
   *
   * @throws RuntimeException the first that was thrown, once all have ended
   */
  <T> void forEach(Collection<T> all, Consumer<T> task) {
    if (all.size() == 1) {
      all.forEach(task);
      return;
    }
    Semaphore turns = new Semaphore(atOnce);
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (T one : all) {
        turns.acquireUninterruptibly();
        running.add(
            threads.submit(
                () -> {
                  try {
                    task.accept(one);
                  } finally {
                    turns.release();
                  }
                }));
      }
    }
    running.forEach(Parallel::rethrow);
  }

  private static void rethrow(Future<?> ended) {
    try {
      ended.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
