package dev.fungible.simulator.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizeLadderTest {

  private static final int MANY = 400_000;
  private static final int HUGE = 1_000_000;

  @ParameterizedTest
  @CsvSource({"26.8,8,0.1", "26.8,8,0", "5.7,8,0.3", "26.8,4,0.1", "26.8,6,0", "3,8,1"})
  void drawsHaveTheMean(double mean, int gpusPerNode, double odd) {
    JobSizes sizes = new JobSizes(mean, 0.55, 2048, 1, odd);

    int[] drawn = draw(new SizeLadder(sizes, HUGE, gpusPerNode));

    assertThat(Arrays.stream(drawn).average().orElseThrow()).isCloseTo(mean, withinPercentage(3));
    assertThat(drawn[MANY / 2]).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"8", "6", "4"})
  void aboveANodeAllNodesAreFull(int gpusPerNode) {
    int[] drawn = draw(new SizeLadder(new JobSizes(26.8, 0.55, 2048, 1, 1), HUGE, gpusPerNode));

    assertThat(Arrays.stream(drawn))
        .allMatch(size -> size <= gpusPerNode || size % gpusPerNode == 0);
  }

  @Test
  void theCapDropsLargeSizesAndKeepsTheRatiosOfOthers() {
    int[] free = draw(new SizeLadder(new JobSizes(26.8, 0.55, 2048, 1, 0), HUGE, 8));
    int[] capped = draw(new SizeLadder(new JobSizes(26.8, 0.55, 2048, 0.5, 0), 8, 8));

    assertThat(capped[MANY - 1]).isEqualTo(32);
    assertThat(ratio(capped, 32, 1)).isCloseTo(ratio(free, 32, 1), within(0.005));
    assertThat(ratio(capped, 2, 1)).isCloseTo(ratio(free, 2, 1), within(0.01));
  }

  @Test
  void aTinyClusterHasOnlySmallJobs() {
    assertThat(draw(new SizeLadder(JobSizes.llmEra(), 1, 1))).containsOnly(1);
  }

  private static double ratio(int[] drawn, int size, int other) {
    double those = Arrays.stream(drawn).filter(s -> s == size).count();
    return those / Arrays.stream(drawn).filter(s -> s == other).count();
  }

  private static int[] draw(SizeLadder ladder) {
    Draws draws = new Draws(5, "sizes");
    int[] sizes = new int[MANY];
    Arrays.setAll(sizes, i -> ladder.draw(draws));
    Arrays.sort(sizes);
    return sizes;
  }
}
