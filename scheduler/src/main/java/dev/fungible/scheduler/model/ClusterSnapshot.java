package dev.fungible.scheduler.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Everything that a decision may depend on, at one instant; immutable. Its lists are in natural
 * order whatever order they were given in, so that the same cluster always gives the same plan.
 */
public final class ClusterSnapshot {

  /** More GPUs than any node has, and few enough to add up. */
  private static final int WHOLE_NODE = 1 << 16;

  private final Instant time;
  private final Freshness freshness;
  private final List<WorkloadClass> classes;
  private final Map<String, NodePool> pools;
  private final Map<String, GpuNode> nodes;
  private final Map<String, List<GpuNode>> nodesByPool = new LinkedHashMap<>();
  private final List<GpuNode> shiftingNodes = new ArrayList<>();
  private final Map<String, Map<WorkloadClass, Integer>> heldNodes = new LinkedHashMap<>();
  private final Map<String, Gang> gangs;
  private final List<PendingGang> pending;
  private final List<Demand> demands;
  private final List<Usage> usage;
  private final Map<String, Signal> signals;
  private final List<FinishedShift> finishedShifts;
  private final LeadTimes leadTimes;
  private final Map<String, List<Gang>> gangsByNode = new LinkedHashMap<>();
  private final Map<String, Integer> heldGpus = new LinkedHashMap<>();
  private final Map<String, Map<WorkloadClass, int[]>> nodesByFreeGpus = new LinkedHashMap<>();
  private final Map<String, List<FinishedShift>> finishedShiftsByNode = new LinkedHashMap<>();

  private ClusterSnapshot(Builder builder) {
    time = builder.time;
    freshness = builder.freshness;
    classes = List.copyOf(byName("class", builder.classes, WorkloadClass::name).values());
    pools = byName("pool", builder.pools, NodePool::name);
    nodes = byName("node", builder.nodes, GpuNode::name);
    gangs = byName("gang", builder.gangs, Gang::name);
    pending = List.copyOf(byName("pending gang", builder.pending, PendingGang::name).values());
    demands = sorted(builder.demands);
    usage = sorted(builder.usage);
    signals = byName("signal", builder.signals, Signal::name);
    finishedShifts = sorted(builder.finishedShifts);
    leadTimes = LeadTimes.learnedFrom(finishedShifts, builder.unlearnedLeadTime);
    gangs.values().forEach(this::index);
    pools.keySet().forEach(pool -> nodesByPool.put(pool, new ArrayList<>()));
    nodes.values().forEach(this::indexNode);
    for (FinishedShift finished : finishedShifts) {
      finishedShiftsByNode
          .computeIfAbsent(finished.shift().node(), node -> new ArrayList<>(4))
          .add(finished);
    }
  }

  /** Starts a snapshot of {@code time}. */
  public static Builder at(Instant time) {
    return new Builder(time);
  }

  /** The instant that this snapshot shows. */
  public Instant time() {
    return time;
  }

  /** How far it can be trusted. */
  public Freshness freshness() {
    return freshness;
  }

  /** All classes, by name. */
  public List<WorkloadClass> classes() {
    return classes;
  }

  /** All pools, by name. */
  public List<NodePool> pools() {
    return List.copyOf(pools.values());
  }

  /** All nodes, by name. */
  public Iterable<GpuNode> nodes() {
    return nodes.values();
  }

  /** The nodes of that pool, by name; an unknown pool is a programming error. */
  public List<GpuNode> nodesOf(String pool) {
    List<GpuNode> result = nodesByPool.get(pool);
    if (result == null) {
      throw unknownPool(pool);
    }
    return Collections.unmodifiableList(result);
  }

  /** Healthy nodes of the pool that the class holds; one in a shift counts for its receiver. */
  public int heldNodes(String pool, WorkloadClass holder) {
    return heldNodes.getOrDefault(pool, new LinkedHashMap<>()).getOrDefault(holder, 0);
  }

  /** The nodes that carry the record of a shift, by name. */
  public List<GpuNode> shiftingNodes() {
    return Collections.unmodifiableList(shiftingNodes);
  }

  /** Number of nodes. */
  public int nodeCount() {
    return nodes.size();
  }

  /** All running gangs, by name. */
  public Iterable<Gang> gangs() {
    return gangs.values();
  }

  /** Gangs that wait for GPUs, oldest first. */
  public List<PendingGang> pending() {
    return pending;
  }

  /** What classes want, by class. */
  public List<Demand> demands() {
    return demands;
  }

  /** What classes made use of in the past, by class. */
  public List<Usage> usage() {
    return usage;
  }

  /** What is measured beside the cluster, by name. */
  public List<Signal> signals() {
    return List.copyOf(signals.values());
  }

  /** The signal of that name. */
  public Optional<Signal> signal(String name) {
    return Optional.ofNullable(signals.get(name));
  }

  /** Shifts that have ended, oldest first, for a bounded time. */
  public List<FinishedShift> finishedShifts() {
    return finishedShifts;
  }

  /** Those of them that the node went through, oldest first. */
  public List<FinishedShift> finishedShiftsOf(String node) {
    return Collections.unmodifiableList(finishedShiftsByNode.getOrDefault(node, List.of()));
  }

  /** The latest of these. */
  public Optional<FinishedShift> lastShiftOf(String node) {
    List<FinishedShift> own = finishedShiftsOf(node);
    return own.isEmpty() ? Optional.empty() : Optional.of(own.getLast());
  }

  /** What was learned about how long shifts take. */
  public LeadTimes leadTimes() {
    return leadTimes;
  }

  /** The node of that name. */
  public Optional<GpuNode> node(String name) {
    return Optional.ofNullable(nodes.get(name));
  }

  /** The gang of that name. */
  public Optional<Gang> gang(String name) {
    return Optional.ofNullable(gangs.get(name));
  }

  /** The pool of that name; an unknown one is a programming error. */
  public NodePool pool(String name) {
    NodePool pool = pools.get(name);
    if (pool == null) {
      throw unknownPool(name);
    }
    return pool;
  }

  /** The gangs on that node, by name. */
  public List<Gang> gangsOn(String node) {
    return gangsByNode.getOrDefault(node, List.of());
  }

  /**
   * Nodes of the pool that the class holds, by the GPUs that another gang could use: the number at
   * index 3 is that of nodes with 3 free GPUs. A gang over several nodes has each of them to
   * itself.
   */
  public int[] nodesByFreeGpus(NodePool pool, WorkloadClass holder) {
    int[] counts = nodesByFreeGpus.getOrDefault(pool.name(), new LinkedHashMap<>()).get(holder);
    return counts == null ? new int[pool.gpusPerNode() + 1] : counts.clone();
  }

  private void indexNode(GpuNode node) {
    List<GpuNode> ofPool = nodesByPool.get(node.pool());
    if (ofPool == null) {
      throw unknownPool(node.pool());
    }
    ofPool.add(node);
    int gpus = pool(node.pool()).gpusPerNode();
    int free = Math.max(0, gpus - heldGpus.getOrDefault(node.name(), 0));
    nodesByFreeGpus.computeIfAbsent(node.pool(), name -> new LinkedHashMap<>())
        .computeIfAbsent(node.holder(), holder -> new int[gpus + 1])[free]++;
    if (node.shift() != null) {
      shiftingNodes.add(node);
    }
    if (node.condition().healthy()) {
      heldNodes
          .computeIfAbsent(node.pool(), name -> new LinkedHashMap<>())
          .merge(node.holder(), 1, Integer::sum);
    }
  }

  private IllegalArgumentException unknownPool(String name) {
    return new IllegalArgumentException(
        "Unknown pool " + name + "; expected one of " + pools.keySet());
  }

  private static <T extends Comparable<? super T>> List<T> sorted(List<T> items) {
    List<T> result = new ArrayList<>(items);
    result.sort(null);
    return Collections.unmodifiableList(result);
  }

  private static <T extends Comparable<? super T>> Map<String, T> byName(
      String what, List<T> items, Function<T, String> name) {
    Map<String, T> result = LinkedHashMap.newLinkedHashMap(items.size());
    for (T item : sorted(items)) {
      if (result.put(name.apply(item), item) != null) {
        throw new IllegalArgumentException("Two " + what + "s are called " + name.apply(item));
      }
    }
    return result;
  }

  private void index(Gang gang) {
    boolean spansNodes = gang.placements().size() > 1;
    for (Placement placement : gang.placements()) {
      gangsByNode.computeIfAbsent(placement.node(), node -> new ArrayList<>(2)).add(gang);
      heldGpus.merge(placement.node(), spansNodes ? WHOLE_NODE : placement.gpus(), Integer::sum);
    }
  }

  /** Collects the parts of a snapshot; what is not given is empty. */
  public static final class Builder {

    private final Instant time;
    private Freshness freshness = Freshness.NOW;
    private List<WorkloadClass> classes =
        List.of(WorkloadClass.INFERENCE, WorkloadClass.RANKING, WorkloadClass.TRAINING);
    private List<NodePool> pools = List.of();
    private List<GpuNode> nodes = List.of();
    private List<Gang> gangs = List.of();
    private List<PendingGang> pending = List.of();
    private List<Demand> demands = List.of();
    private List<Usage> usage = List.of();
    private List<Signal> signals = List.of();
    private List<FinishedShift> finishedShifts = List.of();
    private Duration unlearnedLeadTime = Duration.ofMinutes(6);

    private Builder(Instant time) {
      this.time = time;
    }

    /** How far the snapshot can be trusted. */
    public Builder freshness(Freshness value) {
      freshness = value;
      return this;
    }

    /** All classes, in any order; the three built-in ones by default. */
    public Builder classes(List<WorkloadClass> value) {
      classes = value;
      return this;
    }

    /** All pools, in any order. */
    public Builder pools(List<NodePool> value) {
      pools = value;
      return this;
    }

    /** All nodes, in any order; each of a known pool. */
    public Builder nodes(List<GpuNode> value) {
      nodes = value;
      return this;
    }

    /** All running gangs, in any order. */
    public Builder gangs(List<Gang> value) {
      gangs = value;
      return this;
    }

    /** Gangs that wait, in any order. */
    public Builder pending(List<PendingGang> value) {
      pending = value;
      return this;
    }

    /** What classes want, in any order. */
    public Builder demands(List<Demand> value) {
      demands = value;
      return this;
    }

    /** What classes made use of in the past, in any order. */
    public Builder usage(List<Usage> value) {
      usage = value;
      return this;
    }

    /** What is measured beside the cluster, in any order. */
    public Builder signals(List<Signal> value) {
      signals = value;
      return this;
    }

    /** Shifts that have ended, in any order. */
    public Builder finishedShifts(List<FinishedShift> value) {
      finishedShifts = value;
      return this;
    }

    /** The lead time of pairs of classes that have not shifted yet; 6 minutes by default. */
    public Builder unlearnedLeadTime(Duration value) {
      unlearnedLeadTime = value;
      return this;
    }

    /** The snapshot; two things of one name, or a node of an unknown pool, are refused. */
    public ClusterSnapshot build() {
      return new ClusterSnapshot(this);
    }
  }
}
