package dev.fungible.simulator.run;

import dev.fungible.simulator.result.Attainment;
import dev.fungible.simulator.result.RunResult;
import dev.fungible.simulator.result.SimulationResult;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What a forecast is worth in one world.
 *
 * @param world where
 * @param result the forecast's row first, then rivals that only follow demand
 */
record ForecastWorth(VariedWorld world, SimulationResult result) {

  /** Points of R that a forecast may cost. */
  private static final double MOST = 0.005;

  private RunResult forecast() {
    return result.rows().getFirst();
  }

  private double ratio(RunResult row) {
    return result.ratioToOracle(row).orElse(Double.NaN);
  }

  /** R gained over that rival. */
  private double gain(int rival) {
    return ratio(forecast()) - ratio(result.rows().get(rival));
  }

  /**
   * Whether the first rival is better: it meets the targets and the forecast does not, or both meet
   * them and it has half a point of R more. R of a row that misses a target counts for nothing.
   */
  boolean isWorse() {
    boolean rivalIs = result.rows().get(1).isFeasible();
    return rivalIs && (!forecast().isFeasible() || gain(1) < -MOST);
  }

  private static double worst(RunResult row, ToDoubleFunction<Attainment> figure) {
    return row.attainment().values().stream().mapToDouble(figure).min().orElse(1);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(world + "\n");
    for (RunResult row : result.rows()) {
      text.append(
          String.format(
              Locale.ROOT,
              "   %-22s R %.4f (%+.4f), SA %.4f, ST %.4f at worst, %5.2f moves/h, %s%n",
              row.policy(),
              ratio(row),
              ratio(forecast()) - ratio(row),
              worst(row, Attainment::demand),
              worst(row, Attainment::time),
              row.movesPerHour(),
              row.isFeasible() ? "feasible" : String.join("; ", row.missed())));
    }
    return text.append(isWorse() ? "   WORSE\n" : "").toString();
  }

  /** A line a rival: where which meets the targets, and what is gained where both do. */
  static String summary(List<ForecastWorth> worlds) {
    StringBuilder text = new StringBuilder();
    List<RunResult> rows = worlds.getFirst().result.rows();
    for (int rival = 1; rival < rows.size(); rival++) {
      int at = rival;
      List<ForecastWorth> both = worlds.stream().filter(world -> world.feasible(0, at)).toList();
      text.append(
          String.format(
              Locale.ROOT,
              "%s: of %d worlds feasible in %d, the forecast in %d, both in %d; where both are, the"
                  + " forecast gains %+.4f of R on average, from %+.4f to %+.4f, and loses more than"
                  + " half a point in %d; feasible alone: forecast %d, rival %d%n",
              rows.get(rival).policy(),
              worlds.size(),
              count(worlds, at),
              count(worlds, 0),
              both.size(),
              gains(both, at).stream().mapToDouble(gain -> gain).average().orElse(0),
              gains(both, at).stream().mapToDouble(gain -> gain).min().orElse(0),
              gains(both, at).stream().mapToDouble(gain -> gain).max().orElse(0),
              gains(both, at).stream().filter(gain -> gain < -MOST).count(),
              count(worlds, 0) - both.size(),
              count(worlds, at) - both.size()));
    }
    return text.toString();
  }

  private boolean feasible(int one, int other) {
    return result.rows().get(one).isFeasible() && result.rows().get(other).isFeasible();
  }

  private static long count(Collection<ForecastWorth> worlds, int row) {
    return worlds.stream().filter(world -> world.feasible(row, row)).count();
  }

  private static List<Double> gains(List<ForecastWorth> worlds, int rival) {
    return worlds.stream().map(world -> world.gain(rival)).toList();
  }
}
