package dev.fungible.scheduler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.scheduler.testing.RandomCluster;
import dev.fungible.scheduler.testing.RandomClusters;
import org.junit.jupiter.api.Test;

/** What holds of the plans for thousands of random clusters. */
class RandomClusterPlanTest {

  private static final int SEEDS = 3000;

  @Test
  void plansKeepTheirInvariants() {
    int moves = 0;
    int recalls = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      RandomCluster cluster = RandomClusters.any(seed);
      Allocation allocation = allocate(cluster);
      Plan plan = plan(cluster, allocation);
      moves += plan.moves().size();
      recalls += plan.recalls().size();
      try {
        new PlanInvariants(cluster, allocation, plan).hold();
      } catch (AssertionError e) {
        throw new AssertionError("Seed " + seed + ": " + e.getMessage(), e);
      }
    }
    assertThat(moves).as("moves, or nothing was tested").isGreaterThan(SEEDS);
    assertThat(recalls).as("recalls, or nothing was tested").isGreaterThan(SEEDS / 10);
  }

  @Test
  void theOrderOfTheInputDoesNotMatter() {
    for (int seed = 0; seed < SEEDS / 2; seed++) {
      RandomCluster cluster = RandomClusters.any(seed);
      RandomCluster shuffled = cluster.shuffled(seed);
      assertThat(allocate(shuffled)).as("seed %s", seed).isEqualTo(allocate(cluster));
      assertThat(plan(shuffled, allocate(shuffled)))
          .as("seed %s", seed)
          .isEqualTo(plan(cluster, allocate(cluster)));
    }
  }

  @Test
  void theSameSnapshotGivesTheSamePlan() {
    for (int seed = 0; seed < SEEDS / 2; seed++) {
      RandomCluster cluster = RandomClusters.any(seed);
      Planner planner = planner(cluster);
      Allocation allocation = allocate(cluster);
      assertThat(planner.plan(cluster.snapshot(), allocation).toString())
          .as("seed %s", seed)
          .isEqualTo(planner.plan(cluster.snapshot(), allocation).toString());
    }
  }

  private static Allocation allocate(RandomCluster cluster) {
    return new Arbiter(new Limits(cluster.guardrails().limits()))
        .allocate(cluster.snapshot(), cluster.bids());
  }

  private static Plan plan(RandomCluster cluster, Allocation allocation) {
    return planner(cluster).plan(cluster.snapshot(), allocation);
  }

  private static Planner planner(RandomCluster cluster) {
    return new Planner(cluster.planner(), cluster.guardrails(), new LeastLoss());
  }
}
