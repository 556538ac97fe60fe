package dev.fungible.cli;

import dev.fungible.simulator.synthetic.SampleScenario;
import dev.fungible.simulator.synthetic.SyntheticWorld;
import dev.fungible.simulator.synthetic.Variants;
import dev.fungible.simulator.synthetic.WorldSettings;
import dev.fungible.simulator.trace.DemandFile;
import dev.fungible.simulator.trace.DemandTrace;
import dev.fungible.simulator.trace.JobFile;
import dev.fungible.simulator.trace.TrainingJob;
import dev.fungible.simulator.world.Failures;
import dev.fungible.simulator.world.Physics;
import dev.fungible.simulator.world.QueueOrder;
import dev.fungible.simulator.world.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that make a scenario: traces, cluster and what-if changes. */
final class ScenarioOptions {

  private static final Duration MEAN_REPAIR = Duration.ofHours(6);

  @Option(
      names = "--demo",
      description = "Simulate the embedded sample: no files needed, always the same.")
  boolean demo;

  @Option(
      names = "--demand",
      paramLabel = "FILE",
      description = "Demand of the serving classes: t_s,inference_nodes,ranking_nodes.")
  @Nullable Path demand;

  @Option(
      names = "--jobs",
      paramLabel = "FILE",
      description = "Training jobs: submit_s,duration_s,gpus.")
  @Nullable Path jobs;

  @Option(
      names = "--world",
      paramLabel = "SEED",
      description = "Simulate a made-up world, as fungible trace generate makes it of this seed.")
  @Nullable Long world;

  @Option(
      names = "--span",
      paramLabel = "TIME",
      description = "How long a made-up world lasts (${DEFAULT-VALUE}).",
      defaultValue = "8d")
  Duration span = Duration.ofDays(8);

  @Option(
      names = "--nodes",
      paramLabel = "N",
      description = "Nodes of the cluster (${DEFAULT-VALUE}).",
      defaultValue = "64")
  int nodes;

  @Option(
      names = "--gpus-per-node",
      paramLabel = "N",
      description = "GPUs of one node (${DEFAULT-VALUE}).",
      defaultValue = "8")
  int gpusPerNode;

  @Option(
      names = "--pools",
      paramLabel = "N",
      description = "Pools that the nodes are dealt to (${DEFAULT-VALUE}).",
      defaultValue = "1")
  int pools;

  @Option(
      names = "--queue",
      paramLabel = "fifo|sjf",
      description = "Order of the training queue, with backfill (${DEFAULT-VALUE}).",
      defaultValue = "fifo")
  QueueOrder queue = QueueOrder.FIFO;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of what is random: node failures (${DEFAULT-VALUE}).",
      defaultValue = "1")
  long seed;

  @Option(
      names = "--shift-peaks",
      paramLabel = "CLASS=TIME",
      description = "What if the class's demand came later (or -TIME earlier)?")
  Map<String, String> shiftPeaks = new LinkedHashMap<>();

  @Option(
      names = "--flash-crowd",
      paramLabel = "CLASS=SHARE",
      description =
          "What if its demand rose by the share for an hour at each day's peak? (for example 0.2)")
  Map<String, Double> flashCrowds = new LinkedHashMap<>();

  @Option(
      names = "--failing",
      paramLabel = "SHARE",
      description = "What if this share of the nodes were down on average? (for example 0.03)")
  double failing;

  @Option(
      names = "--checkpoint-interval",
      paramLabel = "TIME",
      description = "What if jobs saved their work at other times? (30m)")
  @Nullable Duration checkpointInterval;

  @Option(
      names = "--model-load",
      paramLabel = "TIME",
      description = "What if models loaded faster or slower? (5m)")
  @Nullable Duration modelLoad;

  /** The scenario that the options describe. */
  Scenario scenario() {
    List<String> notes = new ArrayList<>();
    if (demo) {
      if (demand != null || jobs != null) {
        throw new BadOption("--demo brings its own traces; expected no --demand and no --jobs");
      }
      SampleScenario sample = SampleScenario.create();
      return of(sample.name(), sample.demand(), sample.jobs().jobs(), notes);
    }
    if (world != null) {
      return made(world, notes);
    }
    if (demand == null || jobs == null) {
      throw new BadOption(
          (demand == null ? "--demand" : "--jobs")
              + " is missing; expected a file, or --demo for the embedded sample");
    }
    return of(name(demand), DemandFile.read(demand), JobFile.read(jobs).jobs(), notes);
  }

  private Scenario made(long seed, List<String> notes) {
    if (demand != null || jobs != null) {
      throw new BadOption("--world brings its own traces; expected no --demand and no --jobs");
    }
    requireSizes();
    try {
      SyntheticWorld made = new SyntheticWorld(WorldSettings.of(seed).scaledTo(nodes).over(span));
      return of("world-" + seed, made.demand(), made.jobs().jobs(), notes);
    } catch (IllegalArgumentException e) {
      throw new BadOption("--world " + seed + ": " + e.getMessage());
    }
  }

  private static String name(Path demandFile) {
    String stem = demandFile.getFileName().toString().replaceFirst("\\.csv(\\.gz)?$", "");
    return stem.replaceFirst("_demand$", "");
  }

  private Scenario of(
      String name, DemandTrace trace, List<TrainingJob> training, List<String> notes) {
    requireSizes();
    DemandTrace changed = variants(trace, notes);
    if (changed.classes().contains("training")) {
      throw new BadOption("--demand", "training_nodes", "serving classes only");
    }
    noteOversized(training, notes);
    Physics physics = physics(notes);
    if (failing > 0) {
      notes.add(
          failing
              + " of the nodes are down on average, each for about "
              + MEAN_REPAIR.toHours()
              + " hours, seed "
              + seed);
    }
    if (pools > 1) {
      notes.add("the nodes are dealt to " + pools + " pools");
    }
    return new Scenario(
        name,
        changed,
        training,
        nodes,
        pools,
        physics,
        queue,
        new Failures(failing, MEAN_REPAIR, seed),
        notes);
  }

  private void requireSizes() {
    require(nodes >= 1 && nodes <= 1_000_000, "--nodes", nodes, "a whole number from 1 to 1000000");
    require(
        gpusPerNode >= 1 && gpusPerNode <= 1024,
        "--gpus-per-node",
        gpusPerNode,
        "a whole number from 1 to 1024");
    require(pools >= 1 && pools <= nodes, "--pools", pools, "from 1 to the number of nodes");
    require(failing >= 0 && failing < 1, "--failing", failing, "a share from 0 to below 1");
  }

  private static void require(boolean right, String option, Object value, String expected) {
    if (!right) {
      throw new BadOption(option, value, expected);
    }
  }

  private DemandTrace variants(DemandTrace trace, List<String> notes) {
    DemandTrace changed = trace;
    for (Map.Entry<String, String> shift : shiftPeaks.entrySet()) {
      String workloadClass = known("--shift-peaks", shift.getKey(), trace);
      String text = shift.getValue();
      boolean earlier = text.startsWith("-");
      Duration by = BadOption.duration("--shift-peaks", earlier ? text.substring(1) : text);
      changed = Variants.shiftPeaks(changed, workloadClass, earlier ? by.negated() : by);
      String when = earlier ? text.substring(1) + " earlier" : text + " later";
      notes.add("demand of " + workloadClass + " comes " + when);
    }
    for (Map.Entry<String, Double> crowd : flashCrowds.entrySet()) {
      String workloadClass = known("--flash-crowd", crowd.getKey(), trace);
      double height = crowd.getValue();
      require(height >= 0 && height <= 100, "--flash-crowd", height, "a share from 0 to 100");
      changed = Variants.dailyFlashCrowds(changed, workloadClass, Variants.CROWD_LENGTH, height);
      notes.add("demand of " + workloadClass + " rises by " + height + " for an hour a day");
    }
    return changed;
  }

  private static String known(String option, String workloadClass, DemandTrace trace) {
    require(
        trace.classes().contains(workloadClass),
        option,
        workloadClass,
        "one of " + trace.classes());
    return workloadClass;
  }

  private void noteOversized(List<TrainingJob> training, List<String> notes) {
    long never = training.stream().filter(job -> job.nodes(gpusPerNode) > nodes).count();
    if (never > 0) {
      notes.add(never + " jobs ask for more GPUs than the cluster has and never run");
    }
  }

  private Physics physics(List<String> notes) {
    Physics physics = Physics.defaults().withGpusPerNode(gpusPerNode);
    if (checkpointInterval != null) {
      require(
          checkpointInterval.toSeconds() > 0,
          "--checkpoint-interval",
          checkpointInterval,
          "a time of at least 1s");
      physics = physics.withCheckpointInterval(checkpointInterval);
      notes.add("jobs save their work every " + checkpointInterval);
    }
    if (modelLoad != null) {
      physics = physics.withModelLoad(modelLoad);
      notes.add("models load in " + modelLoad);
    }
    return physics;
  }
}
