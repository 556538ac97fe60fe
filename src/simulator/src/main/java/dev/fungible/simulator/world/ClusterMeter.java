package dev.fungible.simulator.world;

import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.simulator.result.Attainment;
import dev.fungible.simulator.result.Timeline;
import dev.fungible.simulator.result.WasteIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Measures where the nodes' time goes: told of every stretch of time in which nothing changed. */
final class ClusterMeter {

  private static final double SECONDS_PER_HOUR = 3600;

  private final Scenario scenario;
  private final List<WorkloadClass> serving;
  private final SortedMap<String, ServiceMeter> services = new TreeMap<>();
  private final Timeline timeline;
  private double idleServing;
  private double idleQueueEmpty;
  private double idleFragmented;
  private double transition;
  private double down;

  ClusterMeter(Scenario scenario, List<WorkloadClass> serving) {
    this.scenario = scenario;
    this.serving = serving;
    SortedMap<String, double[]> ready = new TreeMap<>();
    SortedMap<String, double[]> demand = new TreeMap<>();
    int intervals = scenario.demand().steps();
    for (WorkloadClass workloadClass : serving) {
      services.put(workloadClass.name(), new ServiceMeter(scenario.measuredFrom()));
      ready.put(workloadClass.name(), new double[intervals]);
      demand.put(workloadClass.name(), new double[intervals]);
    }
    ready.put(WorkloadClass.TRAINING.name(), new double[intervals]);
    timeline =
        new Timeline(
            scenario.demand().step(),
            ready,
            demand,
            new double[intervals],
            new double[intervals],
            new double[intervals]);
  }

  /**
   * Books the time from {@code start} to {@code end}, in which nothing changed.
   *
   * @param demand nodes demanded, in the order of the serving classes
   */
  void elapse(long start, long end, SimulatedCluster cluster, double[] demand) {
    double nodeGpuSeconds = (double) (end - start) * scenario.physics().gpusPerNode();
    int interval = (int) (start / timeline.interval().toSeconds());
    double share = (double) (end - start) / timeline.interval().toSeconds();
    NodeCensus census = cluster.census();
    for (int i = 0; i < serving.size(); i++) {
      WorkloadClass workloadClass = serving.get(i);
      int ready = census.ready(workloadClass);
      service(workloadClass).elapse(end, demand[i], ready);
      idleServing += Math.max(0, ready - demand[i]) * nodeGpuSeconds;
      add(timeline.demandNodes(), workloadClass, interval, share * demand[i]);
      add(timeline.readyNodes(), workloadClass, interval, share * ready);
    }
    transition += census.transition() * nodeGpuSeconds;
    down += census.down() * nodeGpuSeconds;
    timeline.transitionNodes()[interval] += share * census.transition();
    int training = census.ready(WorkloadClass.TRAINING);
    add(timeline.readyNodes(), WorkloadClass.TRAINING, interval, share * training);
    elapse(end - start, interval, training, cluster.floor());
  }

  private void elapse(long seconds, int interval, int trainingNodes, TrainingFloor floor) {
    int gpus = scenario.physics().gpusPerNode();
    long queued = floor.queue().gpus();
    double idle = (double) ((long) trainingNodes * gpus - floor.busyGpus()) * seconds;
    idleQueueEmpty += queued == 0 ? idle : 0;
    idleFragmented += queued == 0 ? 0 : idle;
    double share = (double) seconds / timeline.interval().toSeconds();
    timeline.queuedGpus()[interval] += share * queued;
    timeline.busyTrainingGpus()[interval] += share * floor.busyGpus();
  }

  private static void add(
      SortedMap<String, double[]> columns,
      WorkloadClass workloadClass,
      int interval,
      double value) {
    double[] column = columns.get(workloadClass.name());
    if (column != null) {
      column[interval] += value;
    }
  }

  /** How well that serving class was served. */
  ServiceMeter service(WorkloadClass workloadClass) {
    return Objects.requireNonNull(services.get(workloadClass.name()));
  }

  Timeline timeline() {
    return timeline;
  }

  SortedMap<String, Attainment> attainment() {
    SortedMap<String, Attainment> result = new TreeMap<>();
    services.forEach((name, meter) -> result.put(name, meter.attainment()));
    return result;
  }

  /** The identity at the horizon, with what the jobs did, in GPU-seconds. */
  WasteIdentity waste(double goodput, double lost, double restart) {
    int gpus = scenario.physics().gpusPerNode();
    SortedMap<String, Double> served = new TreeMap<>();
    services.forEach((name, meter) -> served.put(name, hours(meter.servedNodeSeconds() * gpus)));
    Duration horizon = scenario.demand().horizon();
    return new WasteIdentity(
        hours((double) gpus * scenario.nodes() * horizon.toSeconds()),
        hours(goodput),
        served,
        hours(idleServing),
        hours(idleQueueEmpty),
        hours(idleFragmented),
        hours(transition),
        hours(lost),
        hours(restart),
        hours(down));
  }

  private static double hours(double gpuSeconds) {
    return gpuSeconds / SECONDS_PER_HOUR;
  }
}
