package dev.fungible.simulator.report;

import dev.fungible.simulator.result.RunResult;
import dev.fungible.simulator.result.SimulationResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a result says in words: who is judged, who is best, and by how much. */
final class Headline {

  private static final String JUDGED = "default";

  private final SimulationResult result;

  Headline(SimulationResult result) {
    this.result = result;
  }

  /** The row that the report is about: {@code default}, else the first. */
  Optional<RunResult> subject() {
    return result.rows().stream()
        .filter(row -> row.policy().equals(JUDGED))
        .findFirst()
        .or(() -> result.rows().stream().findFirst());
  }

  /** The feasible row with the most goodput that needs no knowledge of the future. */
  Optional<RunResult> best() {
    return result.rows().stream()
        .filter(RunResult::isFeasible)
        .filter(row -> Role.of(row.policy()) != Role.CLAIRVOYANT)
        .max(Comparator.comparingDouble(RunResult::goodputGpuHours));
  }

  /** Hours that were simulated. */
  double hours() {
    double gpus = (double) result.nodes() * result.gpusPerNode();
    return result.rows().stream().findFirst().map(row -> row.waste().total() / gpus).orElse(0.0);
  }

  /** The cluster and the workload in one line. */
  String setting() {
    String order = result.queue().equals("sjf") ? "shortest job first" : "first in, first out";
    return result.nodes()
        + (result.nodes() == 1 ? " node of " : " nodes of ")
        + result.gpusPerNode()
        + " GPUs · "
        + Figures.span(hours())
        + " · training queue "
        + order
        + " with backfill";
  }

  /** The verdict on the subject in a sentence, and a second one where another row is better. */
  String sentence() {
    return subject()
        .map(row -> row.isFeasible() ? feasible(row) : infeasible(row))
        .orElse("No policy was simulated.");
  }

  private String feasible(RunResult row) {
    return row.policy()
        + " meets every service-level target and "
        + kept(row)
        + gains(row)
        + "."
        + better(row);
  }

  private String infeasible(RunResult row) {
    return row.policy()
        + " is infeasible: it misses "
        + String.join(" and ", row.missed())
        + ", so its goodput of "
        + Figures.gpuHours(row.goodputGpuHours())
        + " GPU-h does not count."
        + best()
            .map(best -> " Best of the feasible policies is " + named(best) + ".")
            .orElse(" No policy that could run on a real cluster meets every target.");
  }

  private String kept(RunResult row) {
    String goodput = Figures.gpuHours(row.goodputGpuHours()) + " GPU-h";
    OptionalDouble ratio = result.ratioToOracle(row);
    return ratio.isPresent()
        ? "keeps %s of the training work that perfect knowledge allows (R = %s): %s"
            .formatted(Figures.percent(ratio.getAsDouble()), Figures.ratio(ratio), goodput)
        : "keeps " + goodput + " of training work (no schedule meets all demand, so there is no R)";
  }

  private String gains(RunResult row) {
    List<String> gains = new ArrayList<>();
    for (RunResult other : result.rows()) {
      if (Role.of(other.policy()) == Role.STATIC && !other.equals(row)) {
        gains.add(gain(row, other));
      }
    }
    return gains.isEmpty() ? "" : ", " + String.join(" and ", gains);
  }

  private static String gain(RunResult row, RunResult other) {
    double gain = row.goodputGpuHours() - other.goodputGpuHours();
    String share =
        other.goodputGpuHours() > 0
            ? " (" + Figures.percent(Math.abs(gain) / other.goodputGpuHours()) + ")"
            : "";
    return Figures.gpuHours(Math.abs(gain))
        + share
        + (gain < 0 ? " less than " : " more than ")
        + other.policy()
        + (other.isFeasible() ? "" : " (infeasible)");
  }

  private String better(RunResult row) {
    return best()
        .filter(best -> !best.equals(row) && best.goodputGpuHours() > row.goodputGpuHours())
        .map(best -> " Better still is " + named(best) + ".")
        .orElse("");
  }

  private String named(RunResult row) {
    OptionalDouble ratio = result.ratioToOracle(row);
    String goodput = Figures.gpuHours(row.goodputGpuHours()) + " GPU-h";
    return row.policy()
        + " with "
        + (ratio.isPresent() ? "R = " + Figures.ratio(ratio) + " (" + goodput + ")" : goodput);
  }
}
