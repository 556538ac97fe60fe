package dev.fungible.simulator.world;

import dev.fungible.scheduler.execute.StepResult;
import dev.fungible.scheduler.loop.CycleListener;
import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Demand;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.Gpus;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.PendingGang;
import dev.fungible.scheduler.model.Placement;
import dev.fungible.scheduler.model.TimeSeries;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.plan.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells a listener what it would see on a cluster, after every decision and between them. There the
 * pods of serving classes hold GPUs or wait for them, which nobody simulates: here they hold what
 * is demanded, as far as ready nodes go, and the rest waits. Changes nothing in the simulation.
 */
final class Onlooker implements CycleListener {

  /** Rates over five minutes need two looks in them, and all at equal distances. */
  private static final int LOOKS_A_DECISION = 3;

  private final SimulatedCluster cluster;
  private final Scenario scenario;
  private final List<WorkloadClass> serving;
  private final double[] demand;
  private final CycleListener listener;
  private final Map<WorkloadClass, Instant> shortSince = new HashMap<>();
  private @Nullable Decision latest;

  /**
   * Has seen nothing yet.
   *
   * @param demand nodes that these classes need, always the present ones
   */
  Onlooker(
      SimulatedCluster cluster,
      Scenario scenario,
      List<WorkloadClass> serving,
      double[] demand,
      CycleListener listener) {
    this.cluster = cluster;
    this.scenario = scenario;
    this.serving = serving;
    this.demand = demand;
    this.listener = listener;
  }

  /** Looks at it between the start, included, and the end of a time in which nothing changes. */
  void elapse(long start, long end) {
    Decision decision = latest;
    long period = scenario.physics().decisionPeriod().toSeconds() / LOOKS_A_DECISION;
    if (decision != null) {
      for (long at = Math.ceilDiv(start, period) * period; at < end; at += period) {
        listener.onCycle(new CycleReport(view(at), decision, List.of(), List.of()));
      }
    }
  }

  @Override
  public void onCycle(CycleReport report) {
    latest = report.decision();
    ClusterSnapshot view = view(report.snapshot().time().getEpochSecond());
    listener.onCycle(new CycleReport(view, report.decision(), report.started(), report.steps()));
  }

  @Override
  public void onPass(List<StepResult> steps) {
    listener.onPass(steps);
  }

  private ClusterSnapshot view(long second) {
    Instant now = Instant.EPOCH.plusSeconds(second);
    List<String> pools = cluster.pools().stream().map(NodePool::name).toList();
    List<Gang> gangs = new ArrayList<>(cluster.gangs(second));
    List<PendingGang> pending = new ArrayList<>(cluster.floor().queue().pending());
    List<Demand> demands = new ArrayList<>();
    for (int i = 0; i < serving.size(); i++) {
      WorkloadClass of = serving.get(i);
      int wanted = (int) Math.ceil(demand[i] * scenario.physics().gpusPerNode());
      demands.add(new Demand(of, pools, new Gpus(wanted), TimeSeries.EMPTY, "trace"));
      List<Placement> held = held(of, wanted, second);
      int missing = wanted - held.stream().mapToInt(Placement::gpus).sum();
      if (!held.isEmpty()) {
        gangs.add(replicas(of, held, now));
      }
      if (missing == 0) {
        shortSince.remove(of);
      } else {
        Instant since = shortSince.computeIfAbsent(of, name -> now);
        pending.add(new PendingGang(of.name(), of, missing, 0, since));
      }
    }
    return cluster.seen(second).gangs(gangs).pending(pending).demands(demands).build();
  }

  private List<Placement> held(WorkloadClass of, int wanted, long second) {
    List<Placement> held = new ArrayList<>();
    int left = wanted;
    for (SimulatedNode node : cluster.nodes()) {
      if (left > 0 && node.labelled().equals(of) && node.isReady(second)) {
        int gpus = Math.min(left, scenario.physics().gpusPerNode());
        held.add(new Placement(node.name(), gpus));
        left -= gpus;
      }
    }
    return held;
  }

  private static Gang replicas(WorkloadClass of, List<Placement> held, Instant now) {
    return new Gang(of.name(), of, held, 0, now, null, Duration.ZERO, 1, false, false);
  }
}
