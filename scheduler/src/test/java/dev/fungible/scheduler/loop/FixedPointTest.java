package dev.fungible.scheduler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.scheduler.execute.Executor;
import dev.fungible.scheduler.execute.ShiftMachine;
import dev.fungible.scheduler.execute.ShiftSettings;
import dev.fungible.scheduler.model.FinishedShift;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.plan.Arbiter;
import dev.fungible.scheduler.plan.DecisionEngine;
import dev.fungible.scheduler.plan.LeastLoss;
import dev.fungible.scheduler.plan.Limits;
import dev.fungible.scheduler.plan.NamedPolicy;
import dev.fungible.scheduler.plan.Planner;
import dev.fungible.scheduler.testing.FakeCluster;
import dev.fungible.scheduler.testing.RandomCluster;
import dev.fungible.scheduler.testing.RandomClusters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * While bids hold still, a cluster comes to rest: every node moves at most once, then none does.
 */
class FixedPointTest {

  private static final int SEEDS = 1000;
  private static final int MOST_CYCLES = 200;

  @Test
  void clustersComeToRest() {
    int done = 0;
    List<String> flaps = new ArrayList<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      RandomCluster start = RandomClusters.calm(seed);
      FakeCluster cluster = new FakeCluster(start.snapshot());
      settle("seed " + seed, start, cluster);
      Set<String> moved = new HashSet<>();
      for (FinishedShift finished : cluster.finishedShifts()) {
        Shift shift = finished.shift();
        boolean own = !shift.id().equals(shift.node() + "-0");
        done += own ? 1 : 0;
        if (own && !(finished.isDone() && moved.add(shift.node()))) {
          flaps.add("seed " + seed + ": " + shift);
        }
      }
    }
    assertThat(flaps).as("shifts that turned back, or of a node that had moved").isEmpty();
    assertThat(done).as("moves, or nothing was tested").isGreaterThan(SEEDS);
  }

  private static void settle(String seed, RandomCluster start, FakeCluster cluster) {
    ControlLoop loop = loop(start, cluster);
    advance(loop, cluster);
    int quiet = 0;
    for (int cycle = 0; quiet < 2; cycle++) {
      assertThat(cycle).as("%s: cycles", seed).isLessThan(MOST_CYCLES);
      boolean atRest = loop.cycle().decision().plan().isEmpty();
      quiet = atRest ? quiet + 1 : 0;
      // When nothing is left to do, wait until no guardrail can be what holds it back.
      cluster.pass(atRest ? Duration.ofHours(2) : Duration.ofMinutes(2));
      advance(loop, cluster);
    }
  }

  /** Until every shift under way has ended. */
  private static void advance(ControlLoop loop, FakeCluster cluster) {
    for (int pass = 0; !cluster.observe().shiftingNodes().isEmpty(); pass++) {
      assertThat(pass).isLessThan(50);
      loop.advance();
      cluster.pass(Duration.ofSeconds(30));
    }
  }

  private static ControlLoop loop(RandomCluster start, FakeCluster cluster) {
    DecisionEngine engine =
        new DecisionEngine(
            List.of(new NamedPolicy("still", snapshot -> start.bids())),
            new Arbiter(new Limits(start.guardrails().limits())),
            new Planner(start.planner(), start.guardrails(), new LeastLoss()));
    Executor executor = new Executor(new ShiftMachine(ShiftSettings.defaults()), cluster, cluster);
    return new ControlLoop(cluster, engine, executor, report -> {});
  }
}
