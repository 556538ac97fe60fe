package dev.fungible.simulator.run;

import dev.fungible.scheduler.loop.CycleListener;
import dev.fungible.simulator.result.RunResult;
import dev.fungible.simulator.result.SimulationResult;
import dev.fungible.simulator.world.Contender;
import dev.fungible.simulator.world.Scenario;
import dev.fungible.simulator.world.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.DoubleConsumer;

/** Several contenders in the same scenario, beside the oracle. */
public final class Comparison {

  private Comparison() {}

  /**
   * Runs them one after the other.
   *
   * @param progress told now and then how far all of it has come, from 0 to 1
   */
  public static SimulationResult run(
      Scenario scenario, List<Contender> contenders, DoubleConsumer progress) {
    return run(
        scenario, contenders, progress, (first, done) -> Simulation.run(scenario, first, done));
  }

  /**
   * Runs them one after the other, and tells the listener what is seen of the first.
   *
   * @param progress told now and then how far all of it has come, from 0 to 1
   */
  public static SimulationResult run(
      Scenario scenario,
      List<Contender> contenders,
      CycleListener listener,
      DoubleConsumer progress) {
    return run(
        scenario,
        contenders,
        progress,
        (first, done) -> Simulation.run(scenario, first, listener, done));
  }

  private static SimulationResult run(
      Scenario scenario,
      List<Contender> contenders,
      DoubleConsumer progress,
      BiFunction<Contender, DoubleConsumer, RunResult> first) {
    List<RunResult> rows = new ArrayList<>();
    for (Contender contender : contenders) {
      int before = rows.size();
      DoubleConsumer part = done -> progress.accept((before + done) / contenders.size());
      rows.add(
          before == 0 ? first.apply(contender, part) : Simulation.run(scenario, contender, part));
    }
    progress.accept(1);
    return new SimulationResult(
        scenario.name(),
        scenario.nodes(),
        scenario.physics().gpusPerNode(),
        scenario.queue().name().toLowerCase(Locale.ROOT),
        notes(scenario),
        UpperBound.gpuHours(scenario),
        rows);
  }

  private static List<String> notes(Scenario scenario) {
    List<String> notes = new ArrayList<>(scenario.notes());
    if (scenario.isShorterThanWarmUp()) {
      notes.add(
          "the trace is not longer than the warm-up of "
              + scenario.physics().warmUp().toHours()
              + " hours, so that service is measured from its start");
    }
    return notes;
  }
}
