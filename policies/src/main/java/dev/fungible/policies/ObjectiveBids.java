package dev.fungible.policies;

import dev.fungible.policies.ServiceObjectives.ClassObjectives;
import dev.fungible.policies.ServiceObjectives.SloSettings;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Gpus;
import dev.fungible.scheduler.model.Signal;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.settings.SignalName;
import dev.fungible.scheduler.spi.Bid;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What the objectives of one class ask for at one moment. */
final class ObjectiveBids {

  /** One node in so many is given up at a time where the signal does not say how many would do. */
  private static final int ONE_IN = 10;

  /** What is prepared for no time at all would pay for no move. */
  private static final Duration LEAST_DWELL = Duration.ofMinutes(5);

  private static final MathContext SHORT = new MathContext(4);

  private final String policy;
  private final SloSettings settings;
  private final ClassObjectives wanted;
  private final ServingCapacity capacity;
  private final ClusterSnapshot snapshot;

  /**
   * What one objective asks for.
   *
   * @param burning whether its target is missed now
   * @param nodes that it needs
   * @param roomy the same with head-room
   * @param reason for people
   */
  private record Level(boolean burning, int nodes, int roomy, String reason) {}

  ObjectiveBids(
      String policy,
      SloSettings settings,
      ClassObjectives wanted,
      ServingCapacity capacity,
      ClusterSnapshot snapshot) {
    this.policy = policy;
    this.settings = settings;
    this.wanted = wanted;
    this.capacity = capacity;
    this.snapshot = snapshot;
  }

  /** One bid to protect; a second one to prepare head-room where nothing burns. */
  List<Bid> bids() {
    double headroom = headroom();
    List<Level> levels = new ArrayList<>();
    wanted.objectives().forEach(objective -> levels.add(level(objective, headroom)));
    budgetDoubt().map(this::hold).ifPresent(levels::add);
    boolean burning = levels.stream().anyMatch(Level::burning);
    Level needed = highest(levels, Comparator.comparingInt(Level::nodes));
    Level roomy = highest(levels, Comparator.comparingInt(Level::roomy));
    if (burning) {
      return List.of(bid(Tier.PROTECT, roomy.roomy(), roomy.reason()));
    }
    List<Bid> bids = new ArrayList<>();
    bids.add(bid(Tier.PROTECT, needed.nodes(), needed.reason()));
    if (roomy.roomy() > needed.nodes()) {
      bids.add(bid(Tier.PREPARE, roomy.roomy(), roomy.reason()));
    }
    return bids;
  }

  /** The first of the highest: the order of the document decides between equals. */
  private static Level highest(List<Level> levels, Comparator<Level> by) {
    Level highest = levels.getFirst();
    for (Level level : levels) {
      highest = by.compare(level, highest) > 0 ? level : highest;
    }
    return highest;
  }

  private Bid bid(Tier tier, int nodes, String reason) {
    // What is prepared is expected to be of use for as long as it would at least be kept.
    Duration kept = Collections.max(List.of(settings.stabilization(), LEAST_DWELL));
    Duration dwell = tier == Tier.PREPARE ? kept : Duration.ZERO;
    return new Bid(
        policy, capacity.workloadClass(), capacity.pools(), tier, 1, nodes, dwell, reason);
  }

  private Level level(Objective objective, double headroom) {
    Optional<Signal> signal = snapshot.signal(objective.signal().value());
    OptionalDouble value =
        signal.map(known -> known.valueAt(snapshot.time())).orElse(OptionalDouble.empty());
    if (value.isEmpty()) {
      return hold(doubt(objective.signal()));
    }
    double now = value.getAsDouble();
    boolean burning = objective.isBurning(now, capacity.serving());
    OptionalDouble highest =
        signal.orElseThrow().highestWithin(settings.stabilization(), snapshot.time());
    int nodes = level(objective, now, highest, 1);
    int roomy = level(objective, now, highest, 1 + headroom);
    return new Level(burning, nodes, roomy, reason(objective, now, burning, nodes, roomy));
  }

  /**
   * Up by what is measured now; what was measured within the stabilization window, or was not, only
   * keeps what is held.
   */
  private int level(Objective objective, double now, OptionalDouble highest, double factor) {
    int present = nodesFor(objective, now, factor);
    int past =
        highest.isEmpty() ? capacity.held() : nodesFor(objective, highest.getAsDouble(), factor);
    return Math.max(present, Math.min(capacity.held(), past));
  }

  private int nodesFor(Objective objective, double value, double factor) {
    boolean burning = objective.isBurning(value, capacity.serving());
    if (!objective.kind().isProportional() && !burning) {
      return isCalm(objective, value) ? capacity.held() - step() : capacity.held();
    }
    double growth = settings.growth() * Math.max(capacity.serving(), capacity.gpusPerNode());
    // Fewer GPUs may serve than are held, for a moment: no reason to give the others up.
    double most = Math.max(growth, (double) capacity.held() * capacity.gpusPerNode());
    double gpus = Math.min(most, objective.gpusFor(value, capacity.serving()) * factor);
    int nodes = Levels.nodesFor(new Gpus(Math.max(0, gpus)), capacity.pools(), snapshot);
    return givesUpAtOnce(objective) ? nodes : Math.max(nodes, capacity.held());
  }

  /** Whether a low value says how many nodes would do: a mean over few of them does not. */
  private boolean givesUpAtOnce(Objective objective) {
    return objective.kind().isProportional()
        && !(objective.kind() == Objective.Kind.UTILIZATION && capacity.partial());
  }

  private boolean isCalm(Objective objective, double value) {
    return capacity.settled() && objective.isCalm(value, capacity.serving());
  }

  private int step() {
    return Math.min(capacity.held(), Math.max(1, capacity.held() / ONE_IN));
  }

  private double headroom() {
    SignalName budget = wanted.budget();
    if (budget == null) {
      return settings.headroom();
    }
    OptionalDouble left =
        snapshot
            .signal(budget.value())
            .map(signal -> signal.valueAt(snapshot.time()))
            .orElse(OptionalDouble.empty());
    double spent = left.isEmpty() ? 0 : 1 - Math.clamp(left.getAsDouble(), 0.0, 1.0);
    return settings.headroom() + spent * (settings.maxHeadroom() - settings.headroom());
  }

  private Optional<String> budgetDoubt() {
    SignalName budget = wanted.budget();
    return budget == null ? Optional.empty() : Optional.of(doubt(budget)).filter(s -> !s.isEmpty());
  }

  /** Why the signal says nothing about now; empty where it does. */
  private String doubt(SignalName name) {
    return snapshot
        .signal(name.value())
        .map(signal -> signal.doubtAt(snapshot.time()))
        .map(doubt -> doubt.isEmpty() ? "" : "signal " + name + " " + doubt)
        .orElse("there is no signal " + name);
  }

  private Level hold(String doubt) {
    int held = capacity.held();
    return new Level(false, held, held, "holds its " + held + " nodes, because " + doubt);
  }

  private String reason(Objective objective, double value, boolean burning, int nodes, int roomy) {
    String per =
        switch (objective.kind()) {
          case THROUGHPUT, QUEUE_LENGTH -> " for each of " + number(capacity.serving()) + " GPUs";
          case UTILIZATION ->
              capacity.partial()
                  ? " on the " + number(capacity.serving()) + " GPUs that serve, too few to tell"
                  : "";
          case LATENCY -> "";
        };
    return objective.signal()
        + " is "
        + number(value)
        + (burning ? ", above " : ", within ")
        + number(objective.target())
        + per
        + ": wants "
        + nodes
        + " nodes"
        + (roomy > nodes ? ", " + roomy + " with head-room" : "")
        + ", holds "
        + capacity.held();
  }

  private static String number(double value) {
    return new BigDecimal(value).round(SHORT).stripTrailingZeros().toPlainString();
  }
}
