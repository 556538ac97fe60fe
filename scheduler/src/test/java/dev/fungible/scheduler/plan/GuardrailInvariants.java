package dev.fungible.scheduler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.Shift;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What each guardrail promises of any plan, worked out again without asking the guardrails. */
final class GuardrailInvariants {

  private final ClusterSnapshot snapshot;
  private final GuardrailSettings settings;
  private final Plan plan;

  GuardrailInvariants(ClusterSnapshot snapshot, GuardrailSettings settings, Plan plan) {
    this.snapshot = snapshot;
    this.settings = settings;
    this.plan = plan;
  }

  void hold() {
    nothingMovesWithoutTrustOrInAFrozenWindow();
    snapshot.pools().forEach(this::concurrencyHolds);
    snapshot.pools().forEach(this::rateHolds);
    plan.moves().forEach(this::nodeMayLeave);
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
    Stream<Shift> ended =
        snapshot.finishedShifts().stream()
            .map(finished -> finished.shift())
            .filter(shift -> poolOf(shift.node()).equals(pool.name()));
    long started =
        Stream.concat(shifts(pool), ended)
            .filter(shift -> shift.startedAt().compareTo(since) > 0)
            .count();
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
