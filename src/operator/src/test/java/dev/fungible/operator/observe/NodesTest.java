package dev.fungible.operator.observe;

import static dev.fungible.operator.observe.NodeBuilder.node;
import static dev.fungible.operator.observe.PodBuilder.NOW;
import static dev.fungible.operator.observe.PodBuilder.pod;
import static dev.fungible.scheduler.model.WorkloadClass.INFERENCE;
import static dev.fungible.scheduler.model.WorkloadClass.RANKING;
import static dev.fungible.scheduler.model.WorkloadClass.TRAINING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.configuration.PoolSettings;
import dev.fungible.operator.view.Keys;
import dev.fungible.scheduler.model.FinishedShift;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.snapshot.ShiftJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodesTest {

  private final Cluster cluster = Cluster.of();

  @Test
  void aNodeBelongsToThePoolThatSelectsIt() {
    cluster.pools(Cluster.pool("old", "gpu", "a100"), Cluster.pool("new", "gpu", "h100"));
    cluster.with(node("a").label("gpu", "h100").of("training"), node("b").of("training"));
    cluster.with(node("c").label("gpu", "a100").of("training"));
    assertThat(seen("a").pool()).isEqualTo("new");
    assertThat(cluster.look().node("b")).isEmpty();
    assertThat(cluster.problems()).isEmpty();
  }

  @Test
  void aPoolWithoutNodesIsReported() {
    cluster.pools(Cluster.pool("old", "gpu", "a100"), Cluster.pool("new", "gpu", "h100"));
    cluster.with(node("a").label("gpu", "h100").of("training"));
    assertThat(cluster.problems())
        .containsExactly(
            "pool old: selects no node by {gpu=a100}; expected labels that nodes have");
  }

  @Test
  void aNodeOutsideAllPoolsThatAShiftHoldsIsReported() {
    cluster.pools(Cluster.pool("new", "gpu", "h100"));
    cluster.with(node("a").label("gpu", "h100").of("training"));
    cluster.with(node("b").taint("fungible.dev/shifting", "1").of("training"));
    assertThat(cluster.problems())
        .singleElement()
        .asString()
        .startsWith("node b: carries the record or the taint of a shift and is in no pool");
  }

  @Test
  void aNodeOfTwoPoolsIsLeftOutAndReportedAndTheRestIsTrusted() {
    cluster.pools(Cluster.pool("one", "a", "1"), Cluster.pool("two", "b", "2"));
    cluster.with(node("x").label("a", "1").label("b", "2").of("training"));
    cluster.with(node("y").label("a", "1").of("training"));
    cluster.with(node("z").label("b", "2").of("training"));
    assertThat(cluster.look().node("x")).isEmpty();
    assertThat(cluster.look().node("y")).isPresent();
    assertThat(cluster.look().freshness().missing()).isEmpty();
    assertThat(cluster.problems())
        .containsExactly(
            "node x: belongs to the pools one and two; expected one pool; left out, make their"
                + " selectors exclude each other");
  }

  @Test
  void theTopologyLabelTellsTheDomain() {
    PoolSettings racks =
        Cluster.pool("racks", Map.of(PoolSettings.POOL_LABEL, "h100"), Map.of(), "rack", null);
    cluster.pools(racks).with(node("a").label("rack", "r7").of("training"));
    cluster.with(node("b").of("training"));
    assertThat(seen("a").domain()).isEqualTo("r7");
    assertThat(seen("b").domain()).isEmpty();
  }

  @Test
  void aNodeIsHealthyWhenItIsReadyAndNobodyWantsItAway() {
    cluster.with(
        node("a").of("training"),
        node("b").of("training").notReady(),
        node("c").of("training").unschedulable(),
        node("d").of("training").deleting(),
        node("e").of("training").taint("karpenter.sh/disrupted", ""));
    assertThat(seen("a").condition().healthy()).isTrue();
    assertThat(seen("b").condition().healthy()).isFalse();
    assertThat(seen("c").condition().healthy()).isFalse();
    assertThat(seen("d").condition().healthy()).isFalse();
    assertThat(seen("e").condition().healthy()).isFalse();
    assertThat(cluster.problems()).isEmpty();
  }

  @Test
  void aNodeWithOtherGpusThanItsPoolSaysIsNotMoved() {
    cluster.with(node("a").of("training").gpus(7));
    assertThat(seen("a").isMovable()).isFalse();
    assertThat(cluster.problems())
        .containsExactly(
            "node a: has 7 of nvidia.com/gpu allocatable; expected 8 as pool h100 says; not moved");
  }

  @Test
  void theTaintOfAShiftCordonsANode() {
    cluster.with(node("a").of("training").taint(Keys.SHIFTING, "1"), node("b").of("training"));
    assertThat(seen("a").condition().cordoned()).isTrue();
    assertThat(seen("a").condition().healthy()).isTrue();
    assertThat(seen("b").condition().cordoned()).isFalse();
  }

  @Test
  void aNodeIsVacantOnlyOnceTheLastPodWithAGpuIsGone() {
    cluster.with(node("a").of("training"), node("b").of("training"), node("c").of("training"));
    cluster.with(pod("ending").of("training").on("a").deleting());
    cluster.with(pod("other").without(PodBuilder.GPU).resource("rdma/ib", 1).on("b"));
    assertThat(seen("a").condition().vacant()).isFalse();
    assertThat(seen("b").condition().vacant()).isTrue();
    assertThat(seen("c").condition().vacant()).isTrue();
  }

  @Test
  void aNodeIsReadyOnceAPodOfItsClassIs() {
    cluster.with(node("a").of("inference"), node("b").of("inference"), node("c").of("inference"));
    cluster.with(node("d").of("inference"));
    cluster.with(
        pod("old").of("training").on("a"),
        pod("new").of("inference").on("b"),
        pod("slow").of("inference").on("c").notReady(),
        pod("ending").of("inference").on("d").deleting());
    assertThat(seen("a").condition().ready()).isFalse();
    assertThat(seen("b").condition().ready()).isTrue();
    assertThat(seen("c").condition().ready()).isFalse();
    assertThat(seen("d").condition().ready()).isFalse();
  }

  @Test
  void aNodeWithoutClassIsAdoptedByThePodsWithMostOfItsGpus() {
    cluster.with(node("a"));
    cluster.with(pod("p").of("training").gpus(2).on("a"), pod("q").of("ranking").gpus(4).on("a"));
    cluster.with(pod("r").of("training").gpus(1).on("a"));
    assertThat(seen("a").labelled()).isEqualTo(RANKING);
    assertThat(cluster.problems()).isEmpty();
  }

  @Test
  void aNodeWithoutClassAndPodsIsOfTheDefaultClass() {
    PoolSettings pool =
        Cluster.pool("h100", Map.of(PoolSettings.POOL_LABEL, "h100"), Map.of(), null, TRAINING);
    cluster.pools(pool).with(node("a"));
    assertThat(seen("a").labelled()).isEqualTo(TRAINING);
  }

  @Test
  void aNodeThatNothingPlacesIsLeftOutAndReported() {
    cluster.with(node("a"), node("b").of("trainig"));
    assertThat(cluster.look().nodeCount()).isZero();
    assertThat(cluster.problems())
        .containsExactly(
            "node a: has neither the label fungible.dev/class nor pods of a class; expected the"
                + " label, or a defaultClass of pool h100; left out",
            "node b: label fungible.dev/class is \"trainig\"; expected one of training, inference,"
                + " ranking; left out");
  }

  @Test
  void theAnnotationsTellSinceWhenAndFromWhom() {
    cluster.with(
        node("a")
            .of("inference")
            .annotation(Keys.ASSIGNED_AT, "2026-03-02T09:00:00Z")
            .annotation(Keys.LENDER, "training"),
        node("b").of("inference").annotation(Keys.ASSIGNED_AT, "yesterday"),
        node("c").of("inference").annotation(Keys.LENDER, "inference"),
        node("d").of("inference").annotation(Keys.LENDER, "research"));
    assertThat(seen("a").since()).isEqualTo(Instant.parse("2026-03-02T09:00:00Z"));
    assertThat(seen("a").lender()).isEqualTo(TRAINING);
    assertThat(seen("b").since()).isEqualTo(NodeBuilder.CREATED);
    assertThat(seen("c").lender()).isNull();
    assertThat(seen("d").lender()).isNull();
    assertThat(cluster.problems()).hasSize(2);
  }

  @Test
  void theRecordOfAShiftIsRead() {
    Shift shift = shift("a").in(ShiftPhase.CORDONED, NOW);
    cluster.with(node("a").of("training").annotation(Keys.SHIFT, ShiftJson.write(shift)));
    assertThat(seen("a").shift()).isEqualTo(shift);
    assertThat(seen("a").condition().healthy()).isTrue();
  }

  @Test
  void aRecordThatCannotBeReadHoldsTheNode() {
    cluster.with(node("a").of("training").annotation(Keys.SHIFT, "{\"v\":99}"));
    assertThat(seen("a").shift()).isNull();
    assertThat(seen("a").isMovable()).isFalse();
    assertThat(cluster.look().freshness().missing()).isEmpty();
    assertThat(cluster.problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem).startsWith("node a: ").contains("99"));
  }

  @Test
  void theRecordOfAnotherNodeHoldsTheNode() {
    cluster.with(node("a").of("training").annotation(Keys.SHIFT, ShiftJson.write(shift("b"))));
    assertThat(seen("a").shift()).isNull();
    assertThat(seen("a").isMovable()).isFalse();
    assertThat(cluster.problems()).singleElement().asString().contains("is about node b");
  }

  @Test
  void aLabelThatIsLostInAShiftIsTakenFromItsRecord() {
    Shift before = shift("a").in(ShiftPhase.DRAINING, NOW);
    Shift after = shift("b").in(ShiftPhase.WARMING, NOW);
    cluster.with(
        node("a").annotation(Keys.SHIFT, ShiftJson.write(before)),
        node("b").annotation(Keys.SHIFT, ShiftJson.write(after)));
    assertThat(seen("a").labelled()).isEqualTo(TRAINING);
    assertThat(seen("b").labelled()).isEqualTo(INFERENCE);
  }

  @Test
  void finishedShiftsAreRememberedByTheirNodes() {
    FinishedShift done = new FinishedShift(shift("a").in(ShiftPhase.DONE, NOW), NOW);
    String history = ShiftJson.writeHistory(List.of(done), 8);
    cluster.with(
        node("a").of("inference").annotation(Keys.SHIFT_HISTORY, history),
        node("b").of("inference").annotation(Keys.SHIFT_HISTORY, history),
        node("c").of("inference").annotation(Keys.SHIFT_HISTORY, "[{]"));
    assertThat(cluster.look().finishedShifts()).containsExactly(done);
    assertThat(cluster.problems()).singleElement().asString().startsWith("node c: ");
    assertThat(cluster.problems()).as("at the next look too").hasSize(1);
    assertThat(seen("c").isMovable()).isTrue();
  }

  private static Shift shift(String node) {
    return Shift.planned(node, TRAINING, INFERENCE, Tier.PROTECT, TRAINING, NOW, "a test");
  }

  private GpuNode seen(String name) {
    return cluster.look().node(name).orElseThrow();
  }
}
