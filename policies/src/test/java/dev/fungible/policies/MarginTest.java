package dev.fungible.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarginTest {

  private static final int DAY = DemandGrid.DAY;
  private static final int WINDOW = 3;
  private static final int UNIT = 8;

  @ParameterizedTest
  @ValueSource(doubles = {0.02, 0.05, 0.2})
  void demandIsAboveTheLevelForAboutTheShareThatIsAllowed(double shortfall) {
    int missed = 0;
    int cells = 0;
    for (long seed = 0; seed < 10; seed++) {
      double[] gpus = course(5, seed);
      double[] levels = new double[gpus.length];
      for (int cell = 4 * DAY - WINDOW; cell < gpus.length; cell++) {
        levels[cell] = level(Arrays.copyOf(gpus, cell + 1), shortfall);
        if (cell >= 4 * DAY) {
          double ready = Arrays.stream(levels, cell - WINDOW, cell).min().orElseThrow();
          missed += ready < gpus[cell] ? 1 : 0;
          cells++;
        }
      }
    }

    // Whole nodes leave less to miss than was allowed.
    assertThat((double) missed / cells).isBetween(shortfall / 4, shortfall * 1.6);
  }

  @Test
  void roughDemandHasAWiderMarginThanCalm() {
    double[] calm = course(4, 1);
    double[] rough = calm.clone();
    for (int cell = 3 * DAY; cell < 4 * DAY; cell++) {
      rough[cell] = calm[cell] * (cell % 12 < 6 ? 1.3 : 0.8);
    }
    double[] alike = rough.clone();
    alike[4 * DAY - 1] = calm[4 * DAY - 1];

    assertThat(level(alike, 0.02)).isGreaterThan(level(calm, 0.02) + 2 * UNIT);
  }

  @Test
  void aLevelIsHeldAfterItFell() {
    double[] gpus = new double[2 * DAY];
    Arrays.setAll(gpus, cell -> cell < 2 * DAY - 2 ? 80 : 40);

    assertThat(margin(gpus, 2).held(2 * DAY - 1, 0)).isEqualTo(80);
    assertThat(margin(gpus, 1).held(2 * DAY - 1, 0)).isLessThan(80);
  }

  private static double[] course(int days, long seed) {
    double[] noise = Courses.noise(days * DAY, 0.05, seed);
    double[] gpus = new double[days * DAY];
    Arrays.setAll(gpus, cell -> 4 * Courses.day(cell) * Math.max(0.2, 1 + noise[cell]));
    return gpus;
  }

  private static double level(double[] gpus, double shortfall) {
    Margin margin = margin(gpus, 0);
    return margin.held(gpus.length - 1, margin.of(shortfall).margin());
  }

  private static Margin margin(double[] gpus, int hold) {
    DemandGrid grid = new DemandGrid(gpus);
    return new Margin(grid, new PeakForecast(grid, WINDOW, UNIT), WINDOW, hold, UNIT);
  }
}
