package dev.fungible.e2e.process;

import dev.fungible.e2e.SimulatedNodes;
import dev.fungible.e2e.TestSpace;
import dev.fungible.e2e.run.Workload;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Demand that turns as soon as it is met, so that a fleet of four nodes is never at rest. */
final class Tides implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final Fleet fleet;
  private final Thread thread = Thread.ofVirtual().unstarted(this::run);
  private volatile boolean over;

  private Tides(Fleet fleet) {
    this.fleet = fleet;
  }

  /** Four nodes, and demand that begins to turn. */
  static Tides over(TestSpace space) {
    space.addNodes(SimulatedNodes.named(space.name() + "-n", 4).assignedTo("training"));
    space.apply(Workload.serving("chat", "inference", 0).deployment());
    space.apply(Workload.serving("feed", "ranking", 0).deployment());
    Tides tides = new Tides(new Fleet(space));
    tides.thread.start();
    return tides;
  }

  private void run() {
    for (int turn = 0; !over; turn++) {
      int chat = turn % 2 == 0 ? 3 : 1;
      fleet.scale("chat", chat);
      fleet.scale("feed", 4 - chat);
      Awaitility.await().atMost(LIMIT).ignoreExceptions().until(() -> over || isMet(chat));
    }
  }

  private boolean isMet(int chat) {
    return fleet.running("inference").size() == chat && fleet.running("ranking").size() == 4 - chat;
  }

  /** Lets the last turn be met by whoever is there to do so. */
  @Override
  public void close() throws InterruptedException {
    over = true;
    thread.join();
  }
}
