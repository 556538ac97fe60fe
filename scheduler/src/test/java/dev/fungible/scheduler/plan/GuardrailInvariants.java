package dev.fungible.scheduler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What each guardrail promises of any plan, worked out again without asking the guardrails. */
final class GuardrailInvariants {

  private final ClusterSnapshot snapshot;
  private final GuardrailSettings settings;
  private final Allocation allocation;
  private final Plan plan;

  GuardrailInvariants(
      ClusterSnapshot snapshot, GuardrailSettings settings, Allocation allocation, Plan plan) {
    this.snapshot = snapshot;
    this.settings = settings;
    this.allocation = allocation;
    this.plan = plan;
  }

  void hold() {
    nothingMovesWithoutTrustOrInAFrozenWindow();
    snapshot.pools().forEach(this::concurrencyHolds);
    snapshot.pools().forEach(this::rateHolds);
    snapshot.pools().forEach(this::lossHolds);
    plan.moves().forEach(this::nodeMayLeave);
    plan.moves().stream().filter(move -> move.tier().mustPay()).forEach(this::nodeHasRested);
    settings.domainSpare().forEach(this::spareHolds);
  }

  private void nothingMovesWithoutTrustOrInAFrozenWindow() {
    boolean stale = snapshot.freshness().age().compareTo(settings.maxSnapshotAge()) > 0;
    if (stale || !snapshot.freshness().missing().isEmpty()) {
      assertThat(plan.isEmpty()).isTrue();
    }
    for (FrozenWindow window : settings.frozen()) {
      assertThat(window.contains(snapshot.time()) && !plan.moves().isEmpty()).isFalse();
    }
  }

  private void concurrencyHolds(NodePool pool) {
    long under = shifts(pool).filter(shift -> !shift.phase().isTerminal()).count();
    long most = Math.max(under, shareOf(pool, settings.concurrentShare()));
    assertThat(under + moves(pool)).as("shifts at once in %s", pool).isLessThanOrEqualTo(most);
  }

  private void rateHolds(NodePool pool) {
    Instant since = snapshot.time().minus(settings.rateWindow());
    long started =
        shiftsAndEnded(pool).filter(shift -> shift.startedAt().compareTo(since) > 0).count();
    long most = Math.max(started, shareOf(pool, settings.rateShare()));
    assertThat(started + moves(pool)).as("starts in %s", pool).isLessThanOrEqualTo(most);
  }

  private void nodeMayLeave(Move move) {
    GpuNode node = snapshot.node(move.node()).orElseThrow();
    assertThat(age(node.since())).isGreaterThanOrEqualTo(settings.cooldown());
    snapshot.finishedShifts().stream()
        .filter(finished -> finished.shift().node().equals(move.node()) && !finished.isDone())
        .filter(finished -> finished.finishedAt().isAfter(node.since()))
        .filter(finished -> finished.equals(snapshot.lastShiftOf(move.node()).orElseThrow()))
        .forEach(
            finished ->
                assertThat(age(finished.finishedAt())).isGreaterThanOrEqualTo(settings.cooldown()));
    for (Gang gang : snapshot.gangsOn(move.node())) {
      assertThat(gang.doNotDisrupt()).as("%s may be stopped", gang).isFalse();
      assertThat(gang.lastSafePoint() == null || ranLongEnough(gang)).as("%s", gang).isTrue();
    }
  }

  /** What the tiers that must pay add to the losses of the hour fits in what the others leave. */
  private void lossHolds(NodePool pool) {
    if (settings.lossShare() == null) {
      return;
    }
    Instant since = snapshot.time().minus(Duration.ofHours(1));
    double lost =
        shiftsAndEnded(pool)
            .filter(shift -> shift.startedAt().isAfter(since))
            .filter(shift -> shift.loss() != null)
            .filter(shift -> !shift.phase().isUndone() || shift.drainingSince() != null)
            .mapToDouble(shift -> shift.loss().value())
            .sum();
    double most = settings.lossShare() * nodes(pool).count() * pool.gpusPerNode();
    for (Move move : plan.moves()) {
      if (move.pool().equals(pool.name())) {
        lost += move.loss().value();
        boolean free = !move.tier().mustPay() || move.loss().value() == 0;
        assertThat(free || lost <= most + 1e-6).as("%s with %s of %s", move, lost, most).isTrue();
      }
    }
  }

  private void nodeHasRested(Move move) {
    List<Shift> done =
        snapshot.finishedShifts().stream()
            .filter(finished -> finished.isDone() && finished.shift().node().equals(move.node()))
            .map(finished -> finished.shift())
            .toList();
    Duration rest = settings.cooldown();
    for (int i = done.size() - 1; i > 0 && isReversal(done.get(i - 1), done.get(i)); i--) {
      rest = rest.plus(rest);
    }
    Duration most = rest.compareTo(settings.backoffLimit()) < 0 ? rest : settings.backoffLimit();
    GpuNode node = snapshot.node(move.node()).orElseThrow();
    assertThat(age(node.since())).as("%s", move).isGreaterThanOrEqualTo(most);
  }

  private boolean isReversal(Shift there, Shift back) {
    Duration between = Duration.between(there.startedAt(), back.startedAt());
    return there.to().equals(back.from())
        && there.from().equals(back.to())
        && between.compareTo(settings.reversalWindow()) <= 0;
  }

  /** What patient tiers take leaves enough outside the largest domain, or as much as there was. */
  private void spareHolds(WorkloadClass owner, double share) {
    List<Move> leaving = plan.moves().stream().filter(move -> move.from().equals(owner)).toList();
    if (leaving.stream().noneMatch(move -> move.tier().mustPay())) {
      return;
    }
    List<String> urgent =
        leaving.stream().filter(move -> !move.tier().mustPay()).map(Move::node).toList();
    List<String> all = leaving.stream().map(Move::node).toList();
    int granted =
        allocation.grants().stream()
            .filter(grant -> grant.workloadClass().equals(owner) && grant.tier() != Tier.ELASTIC)
            .mapToInt(Grant::nodes)
            .sum();
    long before = outsideTheLargestDomain(owner, urgent);
    long needed = (long) Math.ceil(share * granted - 1e-9);
    assertThat(outsideTheLargestDomain(owner, all))
        .as("nodes of %s outside its largest domain", owner)
        .isGreaterThanOrEqualTo(Math.min(before, needed));
  }

  private long outsideTheLargestDomain(WorkloadClass owner, List<String> without) {
    Map<String, Long> domains =
        snapshot.pools().stream()
            .filter(pool -> pool.mode() != Mode.OFF)
            .flatMap(this::nodes)
            .filter(node -> node.isMovable() && node.labelled().equals(owner))
            .filter(node -> !without.contains(node.name()))
            .collect(Collectors.groupingBy(this::domain, Collectors.counting()));
    long sum = domains.values().stream().mapToLong(Long::longValue).sum();
    return sum - domains.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  private String domain(GpuNode node) {
    return node.domain().isEmpty() ? node.name() : node.pool() + "/" + node.domain();
  }

  private boolean ranLongEnough(Gang gang) {
    return age(gang.startedAt()).compareTo(settings.minimumRunTime()) >= 0;
  }

  private Duration age(Instant since) {
    return Duration.between(since, snapshot.time());
  }

  private long moves(NodePool pool) {
    return plan.moves().stream().filter(move -> move.pool().equals(pool.name())).count();
  }

  private Stream<Shift> shifts(NodePool pool) {
    return nodes(pool).flatMap(node -> Stream.ofNullable(node.shift()));
  }

  private Stream<Shift> shiftsAndEnded(NodePool pool) {
    Stream<Shift> ended =
        snapshot.finishedShifts().stream()
            .map(finished -> finished.shift())
            .filter(shift -> poolOf(shift.node()).equals(pool.name()));
    return Stream.concat(shifts(pool), ended);
  }

  private String poolOf(String node) {
    return snapshot.node(node).map(GpuNode::pool).orElse("");
  }

  private Stream<GpuNode> nodes(NodePool pool) {
    return StreamSupport.stream(snapshot.nodes().spliterator(), false)
        .filter(node -> node.pool().equals(pool.name()));
  }

  /** In exact decimals, rounded up. */
  private long shareOf(NodePool pool, double share) {
    List<GpuNode> nodes = nodes(pool).toList();
    return BigDecimal.valueOf(share)
        .multiply(BigDecimal.valueOf(nodes.size()))
        .setScale(0, RoundingMode.CEILING)
        .longValueExact();
  }
}
