package dev.fungible.simulator.synthetic;

import dev.fungible.simulator.trace.DemandTrace;
import dev.fungible.simulator.trace.JobTrace;
import java.util.List;

/** A made-up demand trace and the training jobs that go with it: the same for the same settings. */
public final class SyntheticWorld {

  private final WorldSettings settings;
  private final DemandTrace demand;
  private final JobTrace jobs;

  /** Makes the world; settings without a serving class are refused. */
  public SyntheticWorld(WorldSettings settings) {
    this.settings = settings;
    this.demand = demand(settings);
    double work = settings.jobs().loadFactor() * freeGpuSeconds();
    this.jobs = new JobTrace("synthetic-" + settings.seed(), new JobDraw(settings, work).jobs());
  }

  /** The settings that it was made from. */
  public WorldSettings settings() {
    return settings;
  }

  /** Nodes that each serving class needs, rounded to 4 decimals. */
  public DemandTrace demand() {
    return demand;
  }

  /** The training jobs, in whole seconds, submitted within the span. */
  public JobTrace jobs() {
    return jobs;
  }

  /** What serving leaves of the cluster over the whole span, in GPU-hours. */
  public double freeGpuHours() {
    return freeGpuSeconds() / 3600;
  }

  private static DemandTrace demand(WorldSettings settings) {
    List<String> classes = settings.serving().stream().map(ServingLoad::workloadClass).toList();
    double[][] nodes =
        settings.serving().stream()
            .map(load -> load.nodes(settings.seed(), settings.steps(), settings.step()))
            .toArray(double[][]::new);
    return DemandTrace.of(classes, settings.step(), nodes);
  }

  private double freeGpuSeconds() {
    double freeNodes = 0;
    for (int i = 0; i < demand.steps(); i++) {
      double serving = 0;
      for (int c = 0; c < demand.classes().size(); c++) {
        serving += demand.nodes(c, i);
      }
      freeNodes += Math.max(0, settings.nodes() - serving);
    }
    return freeNodes * settings.gpusPerNode() * settings.step().toSeconds();
  }
}
