package dev.fungible.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BestUseTest {

  private static final int SEEDS = 1500;

  @Test
  void nothingThatCanBeTriedIsWorthMore() {
    for (int seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int[] capacity = random.ints(random.nextInt(1, 4), 0, 4).toArray();
      List<Valued> users = users(random, capacity.length);

      int[][] nodes = BestUse.of(users, capacity);

      assertThat(value(users, nodes))
          .as("seed %d: %s", seed, Arrays.deepToString(nodes))
          .isCloseTo(bestOfAll(users, capacity), within(1e-9));
    }
  }

  @Test
  void nobodyHasMoreThanItCanUseOrThanThereIs() {
    for (int seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int[] capacity = random.ints(random.nextInt(1, 5), 0, 30).toArray();
      List<Valued> users = users(random, capacity.length);

      int[][] nodes = BestUse.of(users, capacity);

      for (int user = 0; user < nodes.length; user++) {
        double wanted = users.get(user).wanted();
        assertThat(Arrays.stream(nodes[user]).sum() * 8.0).isLessThan(wanted + 8);
        for (int pool = 0; pool < capacity.length; pool++) {
          assertThat(nodes[user][pool]).isNotNegative();
          if (users.get(user).suitability()[pool] == 0) {
            assertThat(nodes[user][pool]).isZero();
          }
        }
      }
      for (int pool = 0; pool < capacity.length; pool++) {
        int given = 0;
        for (int[] ofUser : nodes) {
          given += ofUser[pool];
        }
        assertThat(given).isLessThanOrEqualTo(capacity[pool]);
      }
    }
  }

  @Test
  void whoCanOnlyUseOnePoolHasItAndTheOtherMakesDo() {
    Valued flexible = Valued.of(8, 10, 0, new double[] {1, 0.9}, new int[] {8, 8});
    Valued bound = Valued.of(8, 9, 0, new double[] {1, 0}, new int[] {8, 8});
    assertThat(BestUse.of(List.of(flexible, bound), new int[] {1, 1}))
        .isDeepEqualTo(new int[][] {{0, 1}, {1, 0}});
  }

  @ParameterizedTest(name = "{0} times the nodes and wants: {0} times as many each")
  @CsvSource({"1", "2", "7", "100"})
  void itHasNoScale(int scale) {
    Valued one = Valued.of(80.0 * scale, 3, 1, new double[] {1}, new int[] {8});
    Valued other = Valued.of(160.0 * scale, 1, 1, new double[] {1}, new int[] {8});
    int[][] nodes = BestUse.of(List.of(one, other), new int[] {18 * scale});
    // Where 3 × (1 - x / 10) = 1 × (1 - (18 - x) / 20): x = 8.286.
    assertThat(nodes[0][0] / (double) scale).isCloseTo(8.286, within(0.5));
    assertThat(nodes[0][0] + nodes[1][0]).isEqualTo(18 * scale);
  }

  @Test
  void theLargestClusterTakesAFewMilliseconds() {
    List<Valued> users = new ArrayList<>();
    for (int user = 0; user < 6; user++) {
      double[] suitability = {1, user % 2, 0.5 + user / 12.0, 1 - user / 10.0};
      users.add(Valued.of(60_000, 1 + user, user % 3, suitability, new int[] {8, 8, 8, 8}));
    }
    int[] capacity = {5120, 5120, 5120, 5120};
    long fastest = Long.MAX_VALUE;
    for (int run = 0; run < 5; run++) {
      long start = System.nanoTime();
      BestUse.of(users, capacity);
      fastest = Math.min(fastest, System.nanoTime() - start);
    }
    // Far above what it takes, so that a busy machine does not fail it.
    assertThat(Duration.ofNanos(fastest)).isLessThan(Duration.ofMillis(250));
  }

  private static List<Valued> users(SplittableRandom random, int pools) {
    List<Valued> users = new ArrayList<>();
    int[] gpus = new int[pools];
    Arrays.fill(gpus, 8);
    for (int user = random.nextInt(1, 4); user > 0; user--) {
      double[] suitability = random.doubles(pools, 0, 1).map(s -> s < 0.2 ? 0 : s).toArray();
      users.add(
          Valued.of(
              random.nextInt(50), random.nextDouble(0.1, 5), random.nextInt(4), suitability, gpus));
    }
    return users;
  }

  private static double value(List<Valued> users, int[][] nodes) {
    double sum = 0;
    for (int user = 0; user < nodes.length; user++) {
      sum += users.get(user).of(nodes[user]);
    }
    return sum;
  }

  private static double bestOfAll(List<Valued> users, int[] capacity) {
    return bestOfAll(users, capacity, new int[users.size()][capacity.length], 0);
  }

  private static double bestOfAll(List<Valued> users, int[] left, int[][] nodes, int place) {
    if (place == users.size() * left.length) {
      return value(users, nodes);
    }
    int user = place / left.length;
    int pool = place % left.length;
    double best = 0;
    int most = left[pool];
    for (int given = 0; given <= most; given++) {
      nodes[user][pool] = given;
      left[pool] = most - given;
      best = Math.max(best, bestOfAll(users, left, nodes, place + 1));
    }
    nodes[user][pool] = 0;
    left[pool] = most;
    return best;
  }
}
