package dev.fungible.simulator.world;

import dev.fungible.scheduler.execute.Command;
import dev.fungible.scheduler.execute.NodeActuator;
import dev.fungible.scheduler.execute.ShiftStore;
import dev.fungible.scheduler.execute.StaleViewException;
import dev.fungible.scheduler.loop.ClusterObserver;
import dev.fungible.scheduler.loop.UsageMeter;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Demand;
import dev.fungible.scheduler.model.FinishedShift;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.model.WorkloadClass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The cluster that the engine sees and touches. Commands take effect as the physics say. */
final class SimulatedCluster implements ClusterObserver, NodeActuator, ShiftStore {

  /** As many as lead times are learned from; budgets need no more than one for each node. */
  private static final int FINISHED_SHIFTS = 256;

  private static final Duration LEAD_TIME_GUESS = Duration.ofMinutes(6);

  private final Physics physics;
  private final VirtualTime time;
  private final List<WorkloadClass> classes;
  private final List<NodePool> pools = new ArrayList<>();
  private final Map<String, SimulatedNode> nodes = new LinkedHashMap<>();
  private final TrainingFloor floor;
  private final NodeCensus census;
  private final UsageMeter usage = new UsageMeter();
  private final Deque<FinishedShift> finishedShifts = new ArrayDeque<>();
  private List<Demand> demands = List.of();
  private Runnable changed = () -> {};
  private int shifts;

  SimulatedCluster(Scenario scenario, List<WorkloadClass> serving, VirtualTime time) {
    this.physics = scenario.physics();
    this.time = time;
    this.floor = new TrainingFloor(physics, scenario.queue(), time);
    this.census = new NodeCensus(scenario.nodes());
    classes = new ArrayList<>(serving);
    classes.add(WorkloadClass.TRAINING);
    for (int pool = 0; pool < scenario.pools(); pool++) {
      pools.add(NodePool.uniform("pool-" + pool, physics.gpusPerNode(), Mode.ENFORCE));
    }
    for (int i = 0; i < scenario.nodes(); i++) {
      SimulatedNode node = SimulatedNode.of(i, scenario.pools(), physics.gpusPerNode());
      nodes.put(node.name(), node);
      refresh(node);
    }
  }

  /** Takes note of a node whose class or condition may have changed. */
  private void refresh(SimulatedNode node) {
    floor.refresh(node);
    census.update(node, time.now());
  }

  /** Told whenever a node has become empty or ready, so that shifts can go on. */
  void onChange(Runnable listener) {
    changed = listener;
  }

  /** Where training jobs run. */
  TrainingFloor floor() {
    return floor;
  }

  /** What its nodes are good for now. */
  NodeCensus census() {
    return census;
  }

  /** Whether any node carries the record of a shift. */
  boolean isShifting() {
    return shifts > 0;
  }

  Iterable<SimulatedNode> nodes() {
    return nodes.values();
  }

  List<NodePool> pools() {
    return pools;
  }

  /** What the classes' demand looks like from now on. */
  void demands(List<Demand> seen) {
    demands = seen;
  }

  /** Gives the node to the class at once and for free, as before the first second. */
  void assignFreely(SimulatedNode node, WorkloadClass to) {
    node.assign(to, null, time.now(), time.now());
    refresh(node);
  }

  void fail(SimulatedNode node) {
    node.jobs().stream().toList().forEach(floor::preempt);
    node.healthy(false);
    refresh(node);
  }

  void repair(SimulatedNode node) {
    node.healthy(true);
    refresh(node);
    changed.run();
  }

  @Override
  public ClusterSnapshot observe() {
    long now = time.now();
    ClusterSnapshot snapshot =
        seen(now)
            .gangs(gangs(now))
            .pending(floor.queue().pending())
            .demands(demands)
            .usage(usage.usage(classes, Instant.EPOCH.plusSeconds(now)))
            .build();
    usage.observe(snapshot);
    return snapshot;
  }

  /** What shows of its nodes and shifts in that second, in which nothing has changed since now. */
  ClusterSnapshot.Builder seen(long second) {
    List<GpuNode> seen = new ArrayList<>(nodes.size());
    for (SimulatedNode node : nodes.values()) {
      seen.add(node.observed(second));
    }
    return ClusterSnapshot.at(Instant.EPOCH.plusSeconds(second))
        .classes(classes)
        .pools(pools)
        .nodes(seen)
        .finishedShifts(List.copyOf(finishedShifts))
        .unlearnedLeadTime(LEAD_TIME_GUESS);
  }

  /** The training jobs that run, as they are in that second. */
  List<Gang> gangs(long second) {
    List<Gang> gangs = new ArrayList<>(floor.running().size());
    for (SimulatedJob job : floor.running()) {
      gangs.add(job.gang(second));
    }
    return gangs;
  }

  @Override
  public void save(Shift shift) {
    SimulatedNode node = node(shift);
    Shift present = node.shift();
    if (!shift.supersedes(present)) {
      throw new StaleViewException(shift + " cannot take the place of " + present);
    }
    shifts += present == null ? 1 : 0;
    node.shift(shift);
  }

  @Override
  public void ensure(Command command) {
    SimulatedNode node = node(command.shift());
    switch (command) {
      case Command.None none -> {}
      case Command.Cordon cordon -> node.cordon(true);
      case Command.RequestCheckpoint request -> {}
      case Command.Drain drain -> drain(node, drain);
      case Command.Assign assign -> assign(node, assign.shift());
      case Command.Uncordon uncordon -> uncordon(node, uncordon.shift());
      case Command.Close close -> close(node, close.shift());
    }
    refresh(node);
  }

  private SimulatedNode node(Shift shift) {
    return Objects.requireNonNull(nodes.get(shift.node()), "no node " + shift.node());
  }

  private void drain(SimulatedNode node, Command.Drain drain) {
    if (node.isDrained()) {
      return;
    }
    node.jobs().stream()
        .filter(job -> drain.evict().contains(job.name()))
        .toList()
        .forEach(floor::preempt);
    Duration grace = node.labelled().isServing() ? Duration.ZERO : physics.batchGrace();
    node.drain(time.now() + grace.toSeconds());
    later(grace, node);
  }

  private void assign(SimulatedNode node, Shift shift) {
    if (!node.labelled().equals(shift.to())) {
      Duration load = load(shift.from(), shift.to());
      node.assign(shift.to(), shift.lender(), time.now(), time.now() + load.toSeconds());
      later(load, node);
    }
  }

  private Duration load(WorkloadClass from, WorkloadClass to) {
    if (!to.isServing()) {
      return physics.batchStart();
    }
    return from.isServing() ? physics.servingSwitch() : physics.modelLoad();
  }

  private void uncordon(SimulatedNode node, Shift shift) {
    node.cordon(false);
    if (shift.phase() == ShiftPhase.ROLLING_BACK && node.isDrained()) {
      node.undrain(time.now());
    }
  }

  private void close(SimulatedNode node, Shift shift) {
    if (node.shift() == null) {
      return;
    }
    node.shift(null);
    shifts--;
    finishedShifts.addLast(new FinishedShift(shift, Instant.EPOCH.plusSeconds(time.now())));
    if (finishedShifts.size() > Math.max(FINISHED_SHIFTS, nodes.size())) {
      finishedShifts.removeFirst();
    }
  }

  private void later(Duration delay, SimulatedNode node) {
    if (delay.isPositive()) {
      time.at(
          time.now() + delay.toSeconds(),
          VirtualTime.Urgency.PROGRESS,
          () -> {
            refresh(node);
            changed.run();
          });
    }
  }
}
