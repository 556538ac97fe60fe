package dev.fungible.simulator.report;

import dev.fungible.simulator.result.MoveRecord;
import dev.fungible.simulator.result.RunResult;
import dev.fungible.simulator.result.SimulationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** A made-up result of realistic size and shape: nine policies, eight days, 64 nodes. */
final class SampleResult {

  static final double ORACLE = 56_685.125;

  private static final List<SampleRun> RUNS =
      List.of(
          new SampleRun("default", "head-room from the forecast, returns in time", 0.951, 1500, 0),
          new SampleRun("static-peak", "a split for the highest demand ever seen", 0.352, 0, 0),
          new SampleRun("static-tuned", "the smallest split with SA of 0.995", 0.731, 0, 2),
          new SampleRun("lyra", "reactive capacity loaning, Lyra's reclaim order", 0.921, 1613, 1),
          new SampleRun("hysteresis", "reactive, gives back after 30 minutes", 0.908, 826, 0),
          new SampleRun(
              "quota-reclaim", "reclaim by priority, blind to checkpoints", 0.874, 1580, 3),
          new SampleRun("yesterday", "yesterday's same hour", 0.902, 1690, 1),
          new SampleRun("demand", "what is wanted now, plus a fifth", 0.893, 1210, 0),
          new SampleRun("clairvoyant", "greedy, sees ten minutes ahead", 0.963, 998, 0));

  private SampleResult() {}

  /** The sample: the same seed gives the same result. */
  static SimulationResult of(long seed) {
    var demand = new SampleDemand(seed);
    List<RunResult> rows = new ArrayList<>();
    for (SampleRun run : RUNS) {
      rows.add(run.result(seed + rows.size(), demand, ORACLE));
    }
    return new SimulationResult(
        "scenario A",
        SampleDemand.NODES,
        SampleDemand.GPUS_PER_NODE,
        "fifo",
        List.of(
            "Day 1 is warm-up: attainment is measured on days 2 to 8.",
            "3 gaps of up to 20 minutes in the demand were interpolated."),
        OptionalDouble.of(ORACLE),
        rows);
  }

  /** The sample with other rows, and with or without an oracle. */
  static SimulationResult with(SimulationResult base, OptionalDouble oracle, List<RunResult> rows) {
    return new SimulationResult(
        base.scenario(),
        base.nodes(),
        base.gpusPerNode(),
        base.queue(),
        base.notes(),
        oracle,
        rows);
  }

  /** A row under another name and description, with other missed targets. */
  static RunResult renamed(RunResult row, String policy, String description, List<String> missed) {
    return changed(row, policy, description, missed, row.moves());
  }

  /** A row under another name, with other moves. */
  static RunResult moving(RunResult row, String policy, List<MoveRecord> moves) {
    return changed(row, policy, row.description(), row.missed(), moves);
  }

  private static RunResult changed(
      RunResult row,
      String policy,
      String description,
      List<String> missed,
      List<MoveRecord> moves) {
    return new RunResult(
        policy,
        description,
        missed,
        row.attainment(),
        row.movesPerHour(),
        row.reversals(),
        row.preemptionsPerHour(),
        row.jobs(),
        row.waste(),
        row.timeline(),
        List.of(),
        moves,
        row.wall());
  }
}
