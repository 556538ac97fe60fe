package dev.fungible.benchmarks;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Demand;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Gpus;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.NodeCondition;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.PendingGang;
import dev.fungible.scheduler.model.Placement;
import dev.fungible.scheduler.model.Signal;
import dev.fungible.scheduler.model.TimeSeries;
import dev.fungible.scheduler.model.WorkloadClass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.DoubleFunction;

/**
 * A seeded cluster of the reference sizes: 4 pools in racks of 16, half of it training, 10,000
 * gangs from a single GPU to 2,048 nodes, and inference that wants 5 % of all nodes more than it
 * holds.
 */
final class ReferenceCluster {

  private static final int POOLS = 4;
  private static final int RACK = 16;
  private static final int GPUS = 8;
  private static final int GANGS = 10_000;
  private static final int WIDEST_GANG = 2_048;
  private static final int WAITING = 1_000;
  private static final double WANTED = 0.05;
  private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

  private final int size;
  private final SplittableRandom random;
  private final List<GpuNode> nodes = new ArrayList<>();
  private final List<Gang> gangs = new ArrayList<>();

  private ReferenceCluster(int size, long seed) {
    this.size = size;
    random = new SplittableRandom(seed);
  }

  /** The snapshot of such a cluster with so many nodes, the same for the same seed. */
  static ClusterSnapshot snapshot(int size, long seed) {
    return new ReferenceCluster(size, seed).populate().build();
  }

  /** The same cluster with all that an operator remembers, and with answers to these queries. */
  static ClusterSnapshot withPast(int size, long seed, SortedMap<String, Double> signals) {
    ReferenceCluster cluster = new ReferenceCluster(size, seed);
    ClusterSnapshot.Builder builder = cluster.populate();
    ReferencePast past = new ReferencePast(NOW, seed);
    List<Signal> measured = new ArrayList<>();
    signals.forEach((name, level) -> measured.add(past.signal(name, level)));
    return builder
        .demands(cluster.demands(past::demand))
        .usage(past.usage((double) size * GPUS / 3))
        .finishedShifts(past.shifts(cluster.nodes))
        .signals(measured)
        .build();
  }

  private ClusterSnapshot.Builder populate() {
    List<List<GpuNode>> training = new ArrayList<>();
    for (int pool = 0; pool < POOLS; pool++) {
      training.add(new ArrayList<>());
      for (int i = 0; i < size / POOLS; i++) {
        GpuNode node = node(pool, i);
        nodes.add(node);
        if (node.labelled().equals(WorkloadClass.TRAINING)) {
          training.get(pool).add(node);
        }
      }
    }
    List<GpuNode> shared = new ArrayList<>();
    training.forEach(ofPool -> shared.addAll(placeWideGangs(ofPool)));
    placeSmallGangs(shared);
    return ClusterSnapshot.at(NOW)
        .pools(pools())
        .nodes(nodes)
        .gangs(gangs)
        .pending(pending())
        .demands(demands(ReferenceCluster::ramp));
  }

  private static List<NodePool> pools() {
    List<NodePool> result = new ArrayList<>();
    for (int pool = 0; pool < POOLS; pool++) {
      TreeMap<WorkloadClass, Double> suitability = new TreeMap<>();
      suitability.put(WorkloadClass.INFERENCE, pool == 0 ? 0.6 : 1.0);
      suitability.put(WorkloadClass.RANKING, pool == POOLS - 1 ? 0.5 : 0.9);
      result.add(new NodePool("pool-" + pool, GPUS, Mode.ENFORCE, suitability));
    }
    return result;
  }

  /** Racks are dealt to classes in turn: 5 of 10 to training, 3 to inference, 2 to ranking. */
  private GpuNode node(int pool, int i) {
    int rack = i / RACK;
    WorkloadClass workloadClass =
        switch (rack % 10) {
          case 0, 2, 4, 6, 8 -> WorkloadClass.TRAINING;
          case 1, 5, 9 -> WorkloadClass.INFERENCE;
          default -> WorkloadClass.RANKING;
        };
    String name = String.format(Locale.ROOT, "node-%d-%05d", pool, i);
    String domain = String.format(Locale.ROOT, "rack-%d-%04d", pool, rack);
    Instant since = NOW.minus(Duration.ofMinutes(30 + random.nextInt(10_000)));
    return GpuNode.assigned(name, "pool-" + pool, domain, workloadClass, since, NodeCondition.BUSY);
  }

  /** Gangs over many nodes on half of the pool's training nodes; the rest is given back. */
  private List<GpuNode> placeWideGangs(List<GpuNode> free) {
    int at = 0;
    int width = Math.min(WIDEST_GANG, free.size() / 2);
    while (width > 1 && at + width <= free.size() * 3 / 4) {
      List<Placement> placements = new ArrayList<>();
      for (GpuNode node : free.subList(at, at + width)) {
        placements.add(new Placement(node.name(), GPUS));
      }
      addGang(placements, width % 3 == 0 ? Math.max(1, width / 2) : width);
      at += width;
      width = 2 + random.nextInt(Math.max(1, (free.size() - at) / 8));
    }
    return free.subList(at, free.size());
  }

  /** Gangs below a node, several a node; one node in 20 stays idle. */
  private void placeSmallGangs(List<GpuNode> shared) {
    int perNode = Math.max(1, (GANGS - gangs.size()) / Math.max(1, shared.size()));
    int each = Math.max(1, GPUS / Math.min(GPUS, perNode + 1));
    for (GpuNode node : shared) {
      int left = random.nextInt(20) == 0 ? 0 : GPUS;
      while (left >= each && gangs.size() < GANGS) {
        int gpus = Math.min(left, 1 + random.nextInt(each));
        addGang(List.of(new Placement(node.name(), gpus)), 1);
        left -= gpus;
      }
    }
  }

  private void addGang(List<Placement> placements, int minNodes) {
    Duration ran = Duration.ofSeconds(60 + random.nextInt(500_000));
    Duration unsaved = Duration.ofSeconds(random.nextInt(1_800));
    Instant started = NOW.minus(ran);
    Instant safe = unsaved.compareTo(ran) < 0 ? NOW.minus(unsaved) : started;
    String name = String.format(Locale.ROOT, "gang-%05d", gangs.size());
    gangs.add(
        new Gang(
            name,
            WorkloadClass.TRAINING,
            placements,
            random.nextInt(3),
            started,
            safe,
            Duration.ofMinutes(5),
            minNodes,
            true,
            false));
  }

  private List<PendingGang> pending() {
    List<PendingGang> result = new ArrayList<>();
    for (int i = 0; i < WAITING; i++) {
      int gpus = 1 << random.nextInt(8);
      Instant since = NOW.minusSeconds(random.nextInt(100_000));
      result.add(new PendingGang("waiting-" + i, WorkloadClass.TRAINING, gpus, 0, since));
    }
    return result;
  }

  private List<Demand> demands(DoubleFunction<TimeSeries> history) {
    return List.of(
        demand(WorkloadClass.INFERENCE, WANTED, history),
        demand(WorkloadClass.RANKING, 0, history));
  }

  /** What the class holds, and a share of all nodes on top of it. */
  private Demand demand(
      WorkloadClass workloadClass, double more, DoubleFunction<TimeSeries> history) {
    long held = nodes.stream().filter(node -> node.labelled().equals(workloadClass)).count();
    double gpus = Math.floor(held + more * size) * GPUS;
    List<String> pools = pools().stream().map(NodePool::name).toList();
    return new Demand(workloadClass, pools, new Gpus(gpus), history.apply(gpus), "benchmark");
  }

  /** An hour on the way up to this level. */
  private static TimeSeries ramp(double gpus) {
    TimeSeries history = TimeSeries.EMPTY;
    for (int i = 12; i >= 0; i--) {
      history = history.plus(NOW.minus(Duration.ofMinutes(5L * i)), gpus * (20 - i) / 20, 13);
    }
    return history;
  }
}
