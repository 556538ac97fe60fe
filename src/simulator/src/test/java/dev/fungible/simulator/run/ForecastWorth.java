package dev.fungible.simulator.run;

import dev.fungible.simulator.result.Attainment;
import dev.fungible.simulator.result.RunResult;
import dev.fungible.simulator.result.SimulationResult;
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
   * Whether that rival is better: it meets the targets and the forecast does not, or both meet them
   * and it has half a point of R more. R of a row that misses a target counts for nothing.
   */
  boolean isWorseThan(int rival) {
    return isFeasible(rival) && (!isFeasible(0) || gain(rival) < -MOST);
  }

  /** R gained over that rival on average of the worlds in which both meet the targets. */
  static double meanGain(List<ForecastWorth> worlds, int rival) {
    return gains(worlds, rival).stream().mapToDouble(gain -> gain).average().orElse(0);
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
    return text.toString();
  }

  /** A line a rival: where which meets the targets, and what is gained where both do. */
  static String summary(String which, List<ForecastWorth> worlds) {
    StringBuilder text = new StringBuilder();
    for (int row = 0; !worlds.isEmpty() && row < worlds.getFirst().result.rows().size(); row++) {
      int rival = row;
      List<Double> gains = gains(worlds, rival);
      text.append(
          String.format(
              Locale.ROOT,
              "%s, %-22s feasible in %d of %d; where both are, the forecast gains %+.4f of R on"
                  + " average, %+.4f at worst; better than the forecast by half a point, or feasible"
                  + " alone, in %d; mean of the lower ST %.4f%n",
              which,
              worlds.getFirst().result.rows().get(rival).policy(),
              worlds.stream().filter(world -> world.isFeasible(rival)).count(),
              worlds.size(),
              meanGain(worlds, rival),
              gains.stream().mapToDouble(gain -> gain).min().orElse(0),
              worlds.stream().filter(world -> world.isWorseThan(rival)).count(),
              worlds.stream()
                  .mapToDouble(world -> worst(world.result.rows().get(rival), Attainment::time))
                  .average()
                  .orElse(1)));
    }
    return text.toString();
  }

  private boolean isFeasible(int row) {
    return result.rows().get(row).isFeasible();
  }

  private static List<Double> gains(List<ForecastWorth> worlds, int rival) {
    return worlds.stream()
        .filter(world -> world.isFeasible(0) && world.isFeasible(rival))
        .map(world -> world.gain(rival))
        .toList();
  }
}
