package dev.fungible.scheduler.testing;

import dev.fungible.scheduler.model.FinishedShift;
import dev.fungible.scheduler.model.Freshness;
import dev.fungible.scheduler.model.GpuHours;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.NodeCondition;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.plan.FrozenWindow;
import dev.fungible.scheduler.plan.GuardrailSettings;
import dev.fungible.scheduler.plan.Limits;
import dev.fungible.scheduler.plan.PlannerSettings;
import dev.fungible.scheduler.spi.Bid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Small random clusters: one to three pools of different suitability, topology domains, unhealthy
 * nodes, loans, shifts in flight, gangs of many shapes, bids of all tiers. One seed, one cluster.
 */
public final class RandomClusters {

  static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

  private static final WorkloadClass EVALUATION =
      new WorkloadClass("evaluation", WorkloadClass.Kind.BATCH);

  private final SplittableRandom random;
  private final boolean calm;
  private final List<WorkloadClass> classes = new ArrayList<>();
  private final List<NodePool> pools = new ArrayList<>();
  private final List<GpuNode> nodes = new ArrayList<>();
  private final List<FinishedShift> finished = new ArrayList<>();
  private final SortedMap<WorkloadClass, List<String>> usual = new TreeMap<>();

  private RandomClusters(long seed, boolean calm) {
    random = new SplittableRandom(seed);
    this.calm = calm;
  }

  /** A cluster in which anything may be the case. */
  public static RandomCluster any(long seed) {
    return new RandomClusters(seed, false).cluster();
  }

  /**
   * One that can be acted on: every pool is enforced, what is seen is fresh, no time is frozen, all
   * bids of a class name the same pools, and those of a class with a floor name all.
   */
  public static RandomCluster calm(long seed) {
    return new RandomClusters(seed, true).cluster();
  }

  private RandomCluster cluster() {
    classes.addAll(List.of(WorkloadClass.TRAINING, WorkloadClass.INFERENCE, WorkloadClass.RANKING));
    if (chance(0.2)) {
      classes.add(EVALUATION);
    }
    int poolCount = random.nextInt(1, 4);
    for (int i = 0; i < poolCount; i++) {
      addPool("pool-" + (char) ('a' + i));
    }
    boolean stale = !calm && chance(0.03);
    return new RandomCluster(
        NOW,
        stale ? new Freshness(Duration.ofMinutes(9), List.of()) : Freshness.NOW,
        List.copyOf(classes),
        List.copyOf(pools),
        List.copyOf(nodes),
        new RandomGangs(random, NOW).on(nodes),
        List.copyOf(finished),
        bids(),
        guardrails(),
        new PlannerSettings(random.nextDouble(0, 3), random.nextDouble(0, 2), Duration.ofHours(1)));
  }

  private void addPool(String name) {
    Mode mode = calm || chance(0.8) ? Mode.ENFORCE : chance(0.5) ? Mode.OBSERVE : Mode.OFF;
    SortedMap<WorkloadClass, Double> suitability = new TreeMap<>();
    for (WorkloadClass workloadClass : classes) {
      if (chance(0.4)) {
        suitability.put(workloadClass, chance(0.2) ? 0 : random.nextInt(1, 5) / 4.0);
      }
    }
    NodePool pool = new NodePool(name, 8, mode, suitability);
    pools.add(pool);
    int size = random.nextInt(1, 16);
    int rack = random.nextInt(1, 6);
    for (int i = 0; i < size; i++) {
      String node = String.format(Locale.ROOT, "%s-%02d", name, i);
      nodes.add(node(node, name, chance(0.1) ? "" : name + "-rack-" + i / rack));
    }
  }

  private GpuNode node(String name, String pool, String domain) {
    WorkloadClass labelled = one(classes);
    Instant since = NOW.minusSeconds(random.nextInt(0, 7200));
    NodeCondition condition = chance(0.06) ? NodeCondition.DOWN : NodeCondition.IDLE;
    WorkloadClass other = one(classes);
    WorkloadClass lender = chance(0.3) && !other.equals(labelled) ? other : null;
    Shift shift = chance(0.12) ? shift(name, labelled) : null;
    if (chance(0.1) && shift == null) {
      finish(name, labelled);
    }
    if (shift != null) {
      ShiftPhase phase = shift.phase();
      boolean cordoned = phase != ShiftPhase.PENDING && phase != ShiftPhase.DONE;
      condition = new NodeCondition(condition.healthy(), cordoned, true, false);
      boolean arrived = phase == ShiftPhase.WARMING || phase == ShiftPhase.DONE;
      labelled = arrived ? shift.to() : labelled;
    }
    return new GpuNode(name, pool, domain, labelled, since, lender, condition, shift);
  }

  private Shift shift(String node, WorkloadClass from) {
    List<ShiftPhase> open = new ArrayList<>(List.of(ShiftPhase.values()));
    open.removeAll(List.of(ShiftPhase.ROLLED_BACK, ShiftPhase.FAILED));
    ShiftPhase phase = one(open);
    return shift(node, from, phase, random.nextInt(0, 600));
  }

  private Shift shift(String node, WorkloadClass from, ShiftPhase phase, int age) {
    WorkloadClass to = one(classes.stream().filter(other -> !other.equals(from)).toList());
    Instant start = NOW.minusSeconds(age);
    Tier tier = one(List.of(Tier.values()));
    GpuHours loss = chance(0.2) ? null : new GpuHours(random.nextInt(0, 20));
    return new Shift(
        node + "-0", node, from, to, tier, from, phase, start, start, null, 0, loss, "before");
  }

  private void finish(String node, WorkloadClass from) {
    ShiftPhase end = chance(0.5) ? ShiftPhase.DONE : ShiftPhase.ROLLED_BACK;
    int age = random.nextInt(600, 5400);
    Shift shift = shift(node, from, end, age);
    finished.add(new FinishedShift(shift, NOW.minusSeconds(random.nextInt(age))));
    if (end == ShiftPhase.DONE && chance(0.5)) {
      Instant back = shift.startedAt().plusSeconds(age / 2);
      Shift reversal =
          new Shift(
              shift.id(),
              node,
              shift.to(),
              shift.from(),
              shift.tier(),
              null,
              end,
              back,
              back,
              null,
              0,
              null,
              "again");
      finished.add(new FinishedShift(reversal, NOW.minusSeconds(random.nextInt(age / 2))));
    }
  }

  private List<Bid> bids() {
    classes.forEach(workloadClass -> usual.put(workloadClass, somePools()));
    List<Bid> result = new ArrayList<>();
    int count = random.nextInt(0, 9);
    for (int i = 0; i < count; i++) {
      WorkloadClass to = one(classes);
      List<String> names = calm ? usual.getOrDefault(to, List.of()) : somePools();
      double weight = chance(0.5) ? 1 : random.nextInt(1, 8);
      Duration dwell = Duration.ofMinutes(random.nextInt(0, 240));
      Tier tier = one(List.of(Tier.values()));
      int level = random.nextInt(0, nodes.size() + 2);
      result.add(new Bid("policy-" + i % 3, to, names, tier, weight, level, dwell, "bid " + i));
    }
    return result;
  }

  private List<String> somePools() {
    List<String> names = new ArrayList<>(pools.stream().map(NodePool::name).toList());
    names.removeIf(name -> chance(0.4));
    return names.isEmpty() ? List.of(one(pools).name()) : names;
  }

  private GuardrailSettings guardrails() {
    SortedMap<String, Limits.Range> limits = new TreeMap<>();
    for (WorkloadClass workloadClass : classes) {
      if (chance(0.25)) {
        boolean floor =
            !calm || usual.getOrDefault(workloadClass, List.of()).size() == pools.size();
        int min = floor ? random.nextInt(0, 6) : 0;
        limits.put(workloadClass.name(), new Limits.Range(min, min + random.nextInt(0, 20)));
      }
    }
    boolean frozen = !calm && chance(0.05);
    return new GuardrailSettings(
        limits,
        Duration.ofMinutes(random.nextInt(0, 20)),
        Duration.ofMinutes(random.nextInt(0, 60)),
        calm ? Duration.ZERO : Duration.ofMinutes(random.nextInt(0, 120)),
        chance(0.5) ? Duration.ZERO : Duration.ofMinutes(random.nextInt(0, 30)),
        random.nextInt(1, 11) / 10.0,
        random.nextInt(2, 11) / 10.0,
        Duration.ofMinutes(random.nextInt(0, 40)),
        calm || chance(0.6) ? null : random.nextDouble(0, 0.5),
        domainSpare(),
        Duration.ofMinutes(2),
        frozen
            ? List.of(FrozenWindow.between(NOW.minusSeconds(60), NOW.plusSeconds(60)))
            : List.of());
  }

  private SortedMap<WorkloadClass, Double> domainSpare() {
    SortedMap<WorkloadClass, Double> shares = new TreeMap<>();
    for (WorkloadClass workloadClass : classes) {
      if (!calm && chance(0.3)) {
        shares.put(workloadClass, random.nextInt(1, 5) / 4.0);
      }
    }
    return shares;
  }

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  private <T> T one(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }
}
