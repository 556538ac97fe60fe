package dev.fungible.scheduler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WaterFillTest {

  @Test
  void givesEverybodyTheirNeedWhereItFits() {
    assertThat(share(10, new int[] {3, 0, 7}, 1, 1, 1)).containsExactly(3, 0, 7);
  }

  @Test
  void sharesByWeight() {
    assertThat(share(9, new int[] {20, 20}, 2, 1)).containsExactly(6, 3);
  }

  @Test
  void givesWhatOneDoesNotNeedToTheOthers() {
    assertThat(share(10, new int[] {1, 20, 20}, 1, 1, 2)).containsExactly(1, 3, 6);
  }

  @Test
  void givesWholeNodesByTheLargestRemainder() {
    // 2.14, 4.29 and 8.57 nodes.
    assertThat(share(15, new int[] {20, 20, 20}, 1, 2, 4)).containsExactly(2, 4, 9);
  }

  @Test
  void isExactForWeightsThatDoublesCannotHold() {
    assertThat(share(3, new int[] {9, 9}, 0.1, 0.2)).containsExactly(1, 2);
    assertThat(share(10, new int[] {99, 99, 99}, 0.1, 0.2, 0.7)).containsExactly(1, 2, 7);
  }

  @Test
  void letsTheHolderOfTheNodeInQuestionKeepIt() {
    int[] needs = {9, 9};
    int[] none = {0, 0};
    double[] weights = {1, 1};
    List<WaterFill.Bound> pool = List.of(new WaterFill.Bound(new int[] {0, 1}, 7));
    assertThat(WaterFill.share(pool, needs, none, weights, new int[] {3, 4})).containsExactly(3, 4);
    assertThat(WaterFill.share(pool, needs, none, weights, new int[] {4, 3})).containsExactly(4, 3);
    assertThat(WaterFill.share(pool, needs, none, weights, none)).containsExactly(4, 3);
  }

  @Test
  void asksWhoHoldsTheNodeInQuestionNotWhoHoldsMore() {
    // 6.5 and 2.5 nodes: the second holds its third node, the first not yet its seventh.
    List<WaterFill.Bound> pool = List.of(new WaterFill.Bound(new int[] {0, 1}, 9));
    int[] needs = {9, 9};
    double[] weights = {13, 5};
    assertThat(WaterFill.share(pool, needs, new int[2], weights, new int[] {6, 3}))
        .containsExactly(6, 3);
    assertThat(WaterFill.share(pool, needs, new int[2], weights, new int[] {7, 2}))
        .containsExactly(7, 2);
  }

  @Test
  void countsWhatWasGivenBefore() {
    List<WaterFill.Bound> pool = List.of(new WaterFill.Bound(new int[] {0, 1}, 6));
    assertThat(
            WaterFill.share(
                pool, new int[] {9, 9}, new int[] {4, 0}, new double[] {1, 1}, new int[2]))
        .containsExactly(1, 5);
  }

  @Test
  void neverGivesMoreThanABoundAllows() {
    for (int seed = 0; seed < 20_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int size = 2 + random.nextInt(3);
      int[] needs = random.ints(size, 0, 4).toArray();
      double[] weights = random.doubles(size, 0.1, 3).toArray();
      List<WaterFill.Bound> bounds =
          List.of(
              new WaterFill.Bound(new int[] {0, 1}, random.nextInt(4)),
              new WaterFill.Bound(IntStream.range(0, size).toArray(), random.nextInt(5)));
      int[] shares = WaterFill.share(bounds, needs, new int[size], weights, new int[size]);
      for (WaterFill.Bound bound : bounds) {
        int sum = Arrays.stream(bound.members()).map(member -> shares[member]).sum();
        assertThat(sum).as("seed %s", seed).isLessThanOrEqualTo(bound.capacity());
      }
    }
  }

  @Test
  void sharesSeveralPoolsFairly() {
    // The first can use both pools, the second only one of 10 nodes: both can have 7.
    List<WaterFill.Bound> pools =
        List.of(new WaterFill.Bound(new int[] {1}, 10), new WaterFill.Bound(new int[] {0, 1}, 14));
    int[] needs = {10, 10};
    assertThat(WaterFill.share(pools, needs, new int[2], new double[] {1, 1}, new int[2]))
        .containsExactly(7, 7);
  }

  @Test
  void givesTheOthersWhatATightPoolLeaves() {
    // The second is stuck with a pool of 3 nodes; the rest is the first's.
    List<WaterFill.Bound> pools =
        List.of(new WaterFill.Bound(new int[] {1}, 3), new WaterFill.Bound(new int[] {0, 1}, 14));
    int[] needs = {20, 20};
    assertThat(WaterFill.share(pools, needs, new int[2], new double[] {1, 1}, new int[2]))
        .containsExactly(11, 3);
  }

  @Test
  void fillsThePoolOrMeetsEveryNeedWhateverTheInput() {
    for (int seed = 0; seed < 2000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int claims = random.nextInt(1, 7);
      int[] needs = random.ints(claims, 0, 30).toArray();
      int[] held = random.ints(claims, 0, 30).toArray();
      double[] weights = random.doubles(claims, 1e-3, 1e3).toArray();
      int capacity = random.nextInt(0, 80);
      List<WaterFill.Bound> pool =
          List.of(new WaterFill.Bound(IntStream.range(0, claims).toArray(), capacity));
      int[] shares = WaterFill.share(pool, needs, new int[claims], weights, held);
      assertThat(Arrays.stream(shares).sum())
          .as("seed %s", seed)
          .isEqualTo(Math.min(capacity, Arrays.stream(needs).sum()));
      assertThat(IntStream.range(0, claims)).allMatch(i -> shares[i] >= 0 && shares[i] <= needs[i]);
    }
  }

  private static int[] share(int capacity, int[] needs, double... weights) {
    int[] all = IntStream.range(0, needs.length).toArray();
    int[] none = new int[needs.length];
    return WaterFill.share(List.of(new WaterFill.Bound(all, capacity)), needs, none, weights, none);
  }
}
