package dev.fungible.simulator.replay;

import dev.fungible.simulator.trace.TrainingJob;
import dev.fungible.simulator.world.Contender;
import dev.fungible.simulator.world.Failures;
import dev.fungible.simulator.world.Physics;
import dev.fungible.simulator.world.QueueOrder;
import dev.fungible.simulator.world.Scenario;
import dev.fungible.simulator.world.Simulation;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * The same past under two configurations.
 *
 * @param past what is remembered
 * @param notes what a reader must know
 * @param current day by day under the configuration in force
 * @param candidate the same days under the other one
 */
public record Replay(
    RecordedPast past, List<String> notes, List<DayTotals> current, List<DayTotals> candidate) {

  public Replay {
    notes = List.copyOf(notes);
    current = List.copyOf(current);
    candidate = List.copyOf(candidate);
  }

  /**
   * Simulates both.
   *
   * @param jobs training jobs; time 0 is that of the past's traces
   * @param notes what is to be known of the jobs
   * @param progress told now and then how far it has come, from 0 to 1
   */
  public static Replay run(
      RecordedPast past,
      List<TrainingJob> jobs,
      List<String> notes,
      Contender current,
      Contender candidate,
      DoubleConsumer progress) {
    Scenario scenario = scenario(past, jobs);
    List<DayTotals> before =
        DayTotals.of(Simulation.run(scenario, current, done -> progress.accept(done / 2)), past);
    List<DayTotals> after =
        DayTotals.of(
            Simulation.run(scenario, candidate, done -> progress.accept(0.5 + done / 2)), past);
    return new Replay(past, notes, before, after);
  }

  /** The past as something that can be simulated. */
  static Scenario scenario(RecordedPast past, List<TrainingJob> jobs) {
    return new Scenario(
        "replay",
        past.demand(),
        jobs,
        past.nodes(),
        Math.max(1, past.pools()),
        Physics.defaults().withGpusPerNode(past.gpusPerNode()),
        QueueOrder.FIFO,
        Failures.NONE,
        List.of());
  }
}
