package dev.fungible.scheduler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.testing.RandomCluster;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What must hold of any plan, worked out again from the snapshot alone. */
final class PlanInvariants {

  private static final List<String> LEAVES_ROOM_FOR_LOWER_TIERS = List.of("payoff", "limits.max");

  /** Named in the place of payoff where they hold more nodes than do not pay. */
  private static final List<String> HOLDS_NODES =
      List.of("do-not-disrupt", "cooldown", "minimum-run-time", "back-off", "domain-spare");

  private final ClusterSnapshot snapshot;
  private final GuardrailSettings settings;
  private final Allocation allocation;
  private final Plan plan;
  private final Collection<GpuNode> nodes = new ArrayList<>();
  private final Map<String, WorkloadClass> holderAfter = new LinkedHashMap<>();

  PlanInvariants(RandomCluster cluster, Allocation allocation, Plan plan) {
    this.snapshot = cluster.snapshot();
    this.settings = cluster.guardrails();
    this.allocation = allocation;
    this.plan = plan;
    snapshot.nodes().forEach(nodes::add);
    nodes.forEach(node -> holderAfter.put(node.name(), node.holder()));
    plan.recalls().forEach(r -> holderAfter.put(r.node(), shiftOf(r).from()));
    plan.moves().forEach(move -> holderAfter.put(move.node(), move.to()));
  }

  void hold() {
    everyNodeHasOneClassOrOneShift();
    onlyShiftsBeforeHarmOrHeldUpTurnBack();
    allocationFits();
    donorsKeepWhatTheyWereGranted();
    lowerTiersTakeNothingFromHigherOnes();
    moreUrgentDeficitsComeFirst();
    floorsAndCeilingsHold();
    gangsAreCountedOnce();
    new GuardrailInvariants(snapshot, settings, allocation, plan).hold();
  }

  private void everyNodeHasOneClassOrOneShift() {
    Set<String> moved = new HashSet<>();
    for (Move move : plan.moves()) {
      GpuNode node = node(move.node());
      NodePool pool = snapshot.pool(node.pool());
      assertThat(moved.add(move.node())).as("%s moves once", move.node()).isTrue();
      assertThat(node.shift()).as("%s is in no shift", node).isNull();
      assertThat(node.condition().healthy()).as("%s is healthy", node).isTrue();
      assertThat(move.from()).isEqualTo(node.labelled()).isNotEqualTo(move.to());
      assertThat(move.pool()).isEqualTo(node.pool());
      assertThat(pool.mode()).isNotEqualTo(Mode.OFF);
      assertThat(pool.suitabilityFor(move.to())).isPositive();
    }
  }

  private void onlyShiftsBeforeHarmOrHeldUpTurnBack() {
    Set<String> recalled = new HashSet<>();
    for (Plan.Recall recall : plan.recalls()) {
      assertThat(recalled.add(recall.node())).as("%s turns back once", recall.node()).isTrue();
      assertThat(shiftOf(recall).id()).isEqualTo(recall.shift());
      assertThat(shiftOf(recall).phase())
          .isIn(ShiftPhase.PENDING, ShiftPhase.CORDONED, ShiftPhase.NOTIFIED, ShiftPhase.DRAINING);
      assertThat(shiftOf(recall).phase().isHarmless() || !snapshot.gangsOn(recall.node()).isEmpty())
          .as("%s has taken all from %s", recall.shift(), recall.node())
          .isTrue();
    }
  }

  private void allocationFits() {
    for (NodePool pool : snapshot.pools()) {
      int granted = 0;
      for (Grant grant : allocation.grants()) {
        assertThat(grant.nodes()).isPositive();
        grant.leadingBid().ifPresent(bid -> assertThat(grant.nodes() <= bid.nodes()).isTrue());
        granted += grant.pool().equals(pool.name()) ? grant.nodes() : 0;
      }
      int capacity = count(node -> node.pool().equals(pool.name()));
      assertThat(granted).as("granted in %s", pool.name()).isLessThanOrEqualTo(capacity);
    }
  }

  private void donorsKeepWhatTheyWereGranted() {
    for (NodePool pool : snapshot.pools()) {
      for (WorkloadClass owner : snapshot.classes()) {
        Predicate<GpuNode> here = node -> node.pool().equals(pool.name());
        boolean gave = nodes.stream().filter(here).anyMatch(node -> left(node, owner));
        boolean took = plan.moves().stream().anyMatch(m -> isInto(m, pool, owner));
        int after = count(here.and(node -> owner.equals(holderAfter.get(node.name()))));
        int granted = allocation.granted(pool.name(), owner);
        assertThat(!gave || after >= granted)
            .as("%s keeps its %s of %s, has %s", owner, granted, pool.name(), after)
            .isTrue();
        assertThat(!took || after <= granted)
            .as("%s takes no more than its %s of %s, has %s", owner, granted, pool.name(), after)
            .isTrue();
      }
    }
  }

  private static boolean isInto(Move move, NodePool pool, WorkloadClass owner) {
    return move.pool().equals(pool.name()) && move.to().equals(owner);
  }

  private boolean left(GpuNode node, WorkloadClass owner) {
    return node.holder().equals(owner)
        && !owner.equals(holderAfter.get(node.name()))
        && !isProtected(node);
  }

  /** Whether its shift turns back because a guardrail protects what runs on it by now. */
  private boolean isProtected(GpuNode node) {
    return plan.recalls().stream()
        .anyMatch(
            recall -> recall.node().equals(node.name()) && !recall.reason().contains("is granted"));
  }

  /** Nodes on their way to a class do not serve it, so only those at rest count for it here. */
  private void lowerTiersTakeNothingFromHigherOnes() {
    for (Move move : plan.moves()) {
      int atRest = count(node -> isAtRestAfter(node, move.from()));
      int granted = 0;
      for (Grant grant : allocation.grants()) {
        boolean higher = grant.tier().compareTo(move.tier()) < 0;
        granted += higher && grant.workloadClass().equals(move.from()) ? grant.nodes() : 0;
      }
      assertThat(atRest)
          .as("%s has %s granted above %s", move.from(), granted, move)
          .isGreaterThanOrEqualTo(granted);
    }
  }

  private boolean isAtRestAfter(GpuNode node, WorkloadClass owner) {
    return node.labelled().equals(owner)
        && node.shift() == null
        && owner.equals(holderAfter.get(node.name()));
  }

  private void moreUrgentDeficitsComeFirst() {
    for (Rejection rejection : plan.rejections()) {
      boolean leavesRoom =
          plan.rejections().stream()
              .filter(other -> other.pool().equals(rejection.pool()))
              .filter(other -> other.tier() == rejection.tier())
              .anyMatch(PlanInvariants::leavesRoomForLowerTiers);
      for (Move move : leavesRoom ? List.<Move>of() : plan.moves()) {
        assertThat(move.pool().equals(rejection.pool()) && isLower(move.tier(), rejection.tier()))
            .as("%s in spite of %s", move, rejection)
            .isFalse();
      }
    }
  }

  private static boolean leavesRoomForLowerTiers(Rejection rejection) {
    return LEAVES_ROOM_FOR_LOWER_TIERS.contains(rejection.constraint())
        || (rejection.tier().mustPay() && HOLDS_NODES.contains(rejection.constraint()));
  }

  private static boolean isLower(Tier one, Tier other) {
    return one.compareTo(other) > 0;
  }

  private void floorsAndCeilingsHold() {
    settings
        .limits()
        .forEach(
            (name, range) -> {
              // What turns back has never left, so a ceiling cannot keep it away.
              int before =
                  count(n -> n.holder().name().equals(name))
                      + (int) returned().filter(from -> from.name().equals(name)).count();
              int after = count(node -> name.equals(nameAfter(node)));
              assertThat(after).as(name).isLessThanOrEqualTo(Math.max(before, range.max()));
              boolean gave = plan.moves().stream().anyMatch(m -> m.from().name().equals(name));
              int kept = count(node -> name.equals(nameAfter(node)) && node.shift() == null);
              assertThat(!gave || kept >= range.min()).as("%s keeps %s", name, range).isTrue();
            });
  }

  private Stream<WorkloadClass> returned() {
    return plan.recalls().stream().map(recall -> shiftOf(recall).from());
  }

  private String nameAfter(GpuNode node) {
    return Objects.requireNonNull(holderAfter.get(node.name())).name();
  }

  private void gangsAreCountedOnce() {
    Set<String> stopped = new HashSet<>();
    Map<String, Integer> shrunk = new LinkedHashMap<>();
    double loss = 0;
    for (Move move : plan.moves()) {
      if (move.disruption() == Disruption.PREEMPT) {
        stopped.addAll(move.gangs());
        loss += move.loss().value();
      } else if (move.disruption() == Disruption.SHRINK) {
        move.gangs().forEach(gang -> shrunk.merge(gang, 1, Integer::sum));
      }
    }
    double expected =
        gangs(stopped).mapToDouble(g -> g.lossIfPreempted(snapshot.time()).value()).sum();
    assertThat(loss).isCloseTo(expected, within(1e-6));
    gangs(shrunk.keySet())
        .forEach(gang -> assertThat(shrunk.get(gang.name())).isLessThanOrEqualTo(slack(gang)));
    Stream<Gang> onIdle =
        plan.moves().stream()
            .filter(move -> move.disruption() == Disruption.IDLE)
            .flatMap(move -> snapshot.gangsOn(move.node()).stream());
    assertThat(onIdle).allMatch(gang -> stopped.contains(gang.name()));
  }

  private int slack(Gang gang) {
    long leaving = gang.placements().stream().filter(p -> node(p.node()).shift() != null).count();
    return gang.slackNodes() - (int) leaving;
  }

  private Stream<Gang> gangs(Set<String> names) {
    return names.stream().map(name -> snapshot.gang(name).orElseThrow());
  }

  private Shift shiftOf(Plan.Recall recall) {
    return Objects.requireNonNull(node(recall.node()).shift());
  }

  private GpuNode node(String name) {
    return snapshot.node(name).orElseThrow();
  }

  private int count(Predicate<GpuNode> filter) {
    return (int) nodes.stream().filter(n -> n.condition().healthy()).filter(filter).count();
  }
}
