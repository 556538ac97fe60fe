package dev.fungible.e2e.run;

import dev.fungible.e2e.TestSpace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operator that is started anew whenever it has ended, as a Deployment would do it. */
final class Supervised implements AutoCloseable {

  private static final List<String> USERS = List.of("operator-a", "operator-b");

  private final TestSpace space;
  private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::run);
  private volatile @Nullable Replica replica;
  private volatile int starts;

  /** Starts the first one. */
  Supervised(TestSpace space) {
    this.space = space;
    thread.start();
  }

  private void run() {
    try {
      while (true) {
        try (Replica next = Replica.start(space, USERS.get(starts % USERS.size()))) {
          replica = next;
          starts++;
          next.operator().awaitEnd();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How often it was started. */
  int starts() {
    return starts;
  }

  /** Whether the present one leads. */
  boolean leads() {
    Replica present = replica;
    return present != null && present.operator().leads();
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
