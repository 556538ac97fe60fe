package dev.fungible.policies;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Demand;
import dev.fungible.scheduler.model.FinishedShift;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Gpus;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.NodeCondition;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.PendingGang;
import dev.fungible.scheduler.model.Placement;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.model.Signal;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.TimeSeries;
import dev.fungible.scheduler.model.Usage;
import dev.fungible.scheduler.model.WorkloadClass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Snapshots for policies, a line for each thing in them; nodes have 8 GPUs unless told. */
public final class Snapshots {

  /** The moment of every snapshot: late enough for a day of history. */
  public static final Instant NOW = Instant.EPOCH.plus(Duration.ofDays(2));

  private final List<NodePool> pools = new ArrayList<>();
  private final List<GpuNode> nodes = new ArrayList<>();
  private final List<Gang> gangs = new ArrayList<>();
  private final List<PendingGang> pending = new ArrayList<>();
  private final List<Demand> demands = new ArrayList<>();
  private final List<Usage> usage = new ArrayList<>();
  private List<WorkloadClass> classes =
      List.of(WorkloadClass.INFERENCE, WorkloadClass.RANKING, WorkloadClass.TRAINING);
  private final List<Signal> signals = new ArrayList<>();
  private final List<FinishedShift> finished = new ArrayList<>();

  /** One pool "p" with so many training nodes, n0, n1 and so on. */
  public static Snapshots training(int count) {
    Snapshots result = new Snapshots().pool("p", 8);
    for (int i = 0; i < count; i++) {
      result.node("p", WorkloadClass.TRAINING);
    }
    return result;
  }

  /** A pool; classes that are named here cannot use it. */
  public Snapshots pool(String name, int gpusPerNode, WorkloadClass... unsuitable) {
    SortedMap<WorkloadClass, Double> suitability = new TreeMap<>();
    for (WorkloadClass workloadClass : unsuitable) {
      suitability.put(workloadClass, 0.0);
    }
    pools.add(new NodePool(name, gpusPerNode, Mode.ENFORCE, suitability));
    return this;
  }

  /** The next node. */
  public Snapshots node(String pool, WorkloadClass labelled) {
    String name = "n" + nodes.size();
    nodes.add(GpuNode.assigned(name, pool, "", labelled, Instant.EPOCH, NodeCondition.IDLE));
    return this;
  }

  /** The next node, on its way from training to inference. */
  public Snapshots leavingNode(String pool) {
    return shiftingNode(pool, ShiftPhase.DRAINING);
  }

  /** The next node, that far on its way from training to inference. */
  public Snapshots shiftingNode(String pool, ShiftPhase phase) {
    String name = "n" + nodes.size();
    Shift shift =
        Shift.planned(
                name,
                WorkloadClass.TRAINING,
                WorkloadClass.INFERENCE,
                Tier.PROTECT,
                null,
                NOW,
                "test")
            .in(phase, NOW);
    nodes.add(
        new GpuNode(
            name,
            pool,
            "",
            WorkloadClass.TRAINING,
            Instant.EPOCH,
            null,
            NodeCondition.BUSY,
            shift));
    return this;
  }

  /** A running gang of training with so many GPUs on each of these nodes. */
  public Snapshots gang(String name, int gpusEach, String... on) {
    return gang(name, WorkloadClass.TRAINING, gpusEach, on);
  }

  /** A running gang with so many GPUs on each of these nodes. */
  public Snapshots gang(String name, WorkloadClass of, int gpusEach, String... on) {
    List<Placement> placements = new ArrayList<>();
    for (String node : on) {
      placements.add(new Placement(node, gpusEach));
    }
    gangs.add(
        new Gang(
            name,
            of,
            placements,
            0,
            Instant.EPOCH,
            Instant.EPOCH,
            Duration.ZERO,
            placements.size(),
            false,
            false));
    return this;
  }

  /** All classes, in the place of the built-in ones. */
  public Snapshots classes(WorkloadClass... all) {
    classes = List.of(all);
    return this;
  }

  /** Another pool that suits all but these classes as well as they say. */
  public Snapshots pool(String name, SortedMap<WorkloadClass, Double> suitability) {
    pools.add(new NodePool(name, 8, Mode.ENFORCE, suitability));
    return this;
  }

  /** Training nodes of that pool. */
  public Snapshots nodes(String pool, int count) {
    for (int i = 0; i < count; i++) {
      node(pool, WorkloadClass.TRAINING);
    }
    return this;
  }

  /** Gangs of a class that wait, so many, each for a node. */
  public Snapshots waiting(WorkloadClass of, int count) {
    for (int i = 0; i < count; i++) {
      pending.add(new PendingGang("w" + pending.size(), of, 8, 0, Instant.EPOCH));
    }
    return this;
  }

  /** GPUs that a class made use of in an hour a while ago, which began at a full hour. */
  public Snapshots usage(WorkloadClass of, Duration ago, double gpus) {
    usage.add(new Usage(of, TimeSeries.EMPTY.plus(NOW.minus(ago), gpus, 9)));
    return this;
  }

  /** Gangs of training that wait, each for so many GPUs. */
  public Snapshots waiting(int... gpus) {
    for (int each : gpus) {
      String name = "w" + pending.size();
      pending.add(new PendingGang(name, WorkloadClass.TRAINING, each, 0, Instant.EPOCH));
    }
    return this;
  }

  /** What a class wants of these pools. */
  public Snapshots demand(WorkloadClass of, double gpus, TimeSeries history, String... in) {
    demands.add(new Demand(of, List.of(in), new Gpus(gpus), history, "test"));
    return this;
  }

  /** What a class wants of pool "p" now, and what it wanted a while ago. */
  public Snapshots demand(WorkloadClass of, double gpus, Duration ago, double before) {
    TimeSeries history = TimeSeries.EMPTY.plus(NOW.minus(ago), before, 9).plus(NOW, gpus, 9);
    return demand(of, gpus, history, "p");
  }

  /** What a class wants of pool "p" now. */
  public Snapshots demand(WorkloadClass of, double gpus) {
    return demand(of, gpus, TimeSeries.EMPTY, "p");
  }

  /** The same things in another order. */
  public Snapshots reversed() {
    for (List<?> things : List.of(pools, nodes, gangs, pending, demands, usage)) {
      Collections.reverse(things);
    }
    classes = classes.reversed();
    return this;
  }

  /** So many nodes of pool "p" that serve a class with all their GPUs. */
  public Snapshots serving(WorkloadClass of, int count) {
    for (int i = 0; i < count; i++) {
      node("p", of).gang("replica-" + nodes.size(), of, 8, "n" + (nodes.size() - 1));
    }
    return this;
  }

  /** A signal measured a minute apart, the last of these values now; good for two minutes. */
  public Snapshots signal(String name, double... values) {
    return signal(name, Duration.ZERO, values);
  }

  /** The same, the last of them a while ago. */
  public Snapshots signal(String name, Duration ago, double... values) {
    TimeSeries samples = TimeSeries.EMPTY;
    for (int i = 0; i < values.length; i++) {
      Duration before = Duration.ofMinutes(values.length - 1L - i).plus(ago);
      samples = samples.plus(NOW.minus(before), values[i], values.length);
    }
    signals.add(new Signal(name, Duration.ofMinutes(2), samples, ""));
    return this;
  }

  /** A shift that is over. */
  public Snapshots finished(FinishedShift shift) {
    finished.add(shift);
    return this;
  }

  /** A node of pool "p" that has come from one class to the other a while ago. */
  public Snapshots shifted(WorkloadClass from, WorkloadClass to, Duration ago) {
    Shift shift =
        Shift.planned("n0", from, to, Tier.PROTECT, null, NOW.minus(ago), "test")
            .in(ShiftPhase.DONE, NOW.minus(ago));
    finished.add(new FinishedShift(shift, NOW.minus(ago)));
    return this;
  }

  public ClusterSnapshot build() {
    return ClusterSnapshot.at(NOW)
        .pools(pools)
        .nodes(nodes)
        .gangs(gangs)
        .pending(pending)
        .demands(demands)
        .usage(usage)
        .classes(classes)
        .signals(signals)
        .finishedShifts(finished)
        .build();
  }
}
