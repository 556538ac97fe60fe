package dev.fungible.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeakForecastTest {

  private static final String VARIABLE = "FUNGIBLE_TRACES";
  private static final int DAY = DemandGrid.DAY;
  private static final int WINDOW = 3;

  private static final double[] NOMINAL = {0.5, 0.75, 0.9, 0.95};

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void quantilesCoverWhatTheySayOnMadeUpDemand(long seed) {
    double[] noise = Courses.noise(7 * DAY, 0.05, seed);
    double[] gpus = new double[noise.length];
    Arrays.setAll(gpus, cell -> 4 * Courses.day(cell) * (1 + noise[cell]));

    assertCovered("made up " + seed, gpus);
  }

  @ParameterizedTest
  @CsvSource({"A, 1", "A, 2", "B, 1", "B, 2"})
  void quantilesCoverWhatTheySayOnTheBenchmark(String scenario, int column) throws IOException {
    Optional<Path> folder = traces();
    String missing = "SKIPPED coverage on scenario " + scenario + ": set " + VARIABLE;
    if (folder.isEmpty()) {
      System.err.println(missing);
    }
    assumeTrue(folder.isPresent(), missing);
    List<String> lines = Files.readAllLines(folder.orElseThrow().resolve(scenario + "_demand.csv"));
    double[] gpus = new double[2 * (lines.size() - 1)];
    // A row holds for ten minutes, two cells.
    Arrays.setAll(
        gpus, cell -> 8 * Double.parseDouble(lines.get(1 + cell / 2).split(",", -1)[column]));

    assertCovered("scenario " + scenario + " " + column, gpus);
  }

  /** Counts on all days but the first how often the peak that came was below each quantile. */
  private static void assertCovered(String what, double[] gpus) {
    int[] covered = new int[NOMINAL.length];
    int count = 0;
    for (int now = DAY; now + WINDOW < gpus.length; now++) {
      PeakForecast forecast =
          new PeakForecast(new DemandGrid(Arrays.copyOf(gpus, now + 1)), WINDOW, 8);
      double[] errors = forecast.errorsSince(Math.max(12, now - Margin.ERROR_CELLS));
      double peak = Arrays.stream(gpus, now + 1, now + 1 + WINDOW).max().orElseThrow();
      for (int i = 0; i < NOMINAL.length; i++) {
        double margin = Margin.quantile(errors, NOMINAL[i]) * forecast.errorSize(now);
        covered[i] += peak <= forecast.expected(now) + margin ? 1 : 0;
      }
      count++;
    }
    for (int i = 0; i < NOMINAL.length; i++) {
      double share = (double) covered[i] / count;
      System.out.printf("%s: nominal %.2f, covered %.3f of %d%n", what, NOMINAL[i], share, count);
      assertThat(share).as(what + " at " + NOMINAL[i]).isCloseTo(NOMINAL[i], within(0.03));
    }
  }

  @Test
  void equationsAreSolved() {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 200; round++) {
      int n = random.nextInt(1, 6);
      double[][] root = new double[n][n];
      double[] x = new double[n];
      for (int i = 0; i < n; i++) {
        x[i] = random.nextDouble(-5, 5);
        for (int j = 0; j < n; j++) {
          root[i][j] = random.nextDouble(-1, 1);
        }
      }
      double[][] a = new double[n][n];
      double[] b = new double[n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          a[i][j] += i == j ? 0.1 : 0;
          for (int k = 0; k < n; k++) {
            a[i][j] += root[k][i] * root[k][j];
          }
        }
        for (int j = 0; j < n; j++) {
          b[i] += a[i][j] * x[j];
        }
      }

      assertThat(PositiveDefinite.solve(a, b)).containsExactly(x, within(1e-8));
    }
  }

  private static Optional<Path> traces() {
    Stream<Path> given = Stream.ofNullable(System.getenv(VARIABLE)).map(Path::of);
    Stream<Path> above =
        Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
            .map(path -> path.resolve("shared/data"));
    return Stream.concat(given, above)
        .map(path -> path.resolve("composite"))
        .filter(Files::isDirectory)
        .findFirst();
  }
}
