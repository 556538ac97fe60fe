package dev.fungible.scheduler.plan;

import static dev.fungible.scheduler.model.Tier.ELASTIC;
import static dev.fungible.scheduler.model.Tier.GUARANTEE;
import static dev.fungible.scheduler.model.Tier.PROTECT;
import static dev.fungible.scheduler.model.WorkloadClass.INFERENCE;
import static dev.fungible.scheduler.model.WorkloadClass.RANKING;
import static dev.fungible.scheduler.model.WorkloadClass.TRAINING;
import static dev.fungible.scheduler.testing.Samples.bid;
import static dev.fungible.scheduler.testing.Samples.nodes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.NodeCondition;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.spi.Bid;
import dev.fungible.scheduler.testing.Samples;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArbiterTest {

  private static final WorkloadClass OTHER = new WorkloadClass("other", WorkloadClass.Kind.BATCH);

  @Test
  void theHigherTierIsServedFirst() {
    Allocation allocation =
        allocate(
            one(10),
            bid(TRAINING, ELASTIC, 10, "p"),
            bid(INFERENCE, PROTECT, 6, "p"),
            bid(RANKING, GUARANTEE, 3, "p"));
    assertThat(allocation.granted("p", RANKING)).isEqualTo(3);
    assertThat(allocation.granted("p", INFERENCE)).isEqualTo(6);
    assertThat(allocation.granted("p", TRAINING)).isEqualTo(1);
    assertThat(allocation.shortfalls())
        .containsExactly(new Shortfall(TRAINING, ELASTIC, 10, 9, "capacity"));
  }

  @Test
  void insideATierWeightsDecide() {
    Allocation allocation =
        allocate(one(9), bid(INFERENCE, PROTECT, 2, 9, "p"), bid(RANKING, PROTECT, 1, 9, "p"));
    assertThat(allocation.granted("p", INFERENCE)).isEqualTo(6);
    assertThat(allocation.granted("p", RANKING)).isEqualTo(3);
  }

  @Test
  void ofSeveralBidsTheHighestLevelCounts() {
    Allocation allocation =
        allocate(one(10), bid(INFERENCE, PROTECT, 4, "p"), bid(INFERENCE, PROTECT, 7, "p"));
    assertThat(allocation.granted("p", INFERENCE)).isEqualTo(7);
    assertThat(allocation.grants().getFirst().bids()).extracting(Bid::nodes).containsExactly(7, 4);
  }

  @Test
  void aLevelIsNotAddedToWhatAHigherTierGave() {
    Allocation allocation =
        allocate(one(10), bid(INFERENCE, GUARANTEE, 4, "p"), bid(INFERENCE, PROTECT, 6, "p"));
    assertThat(allocation.granted("p", INFERENCE)).isEqualTo(6);
    assertThat(allocation.granted("p", INFERENCE, GUARANTEE)).isEqualTo(4);
  }

  @Test
  void theMostSuitableHardwareComesFirst() {
    Cluster cluster =
        new Cluster(
            List.of(pool("a", INFERENCE, 0.5), pool("b", INFERENCE, 0.9), pool("c", INFERENCE, 0)),
            Stream.of("a", "b", "c").flatMap(p -> nodes(p, p, OTHER, 4).stream()).toList());
    Allocation allocation = allocate(cluster, bid(INFERENCE, PROTECT, 12, "a", "b", "c"));
    assertThat(allocation.granted("b", INFERENCE)).isEqualTo(4);
    assertThat(allocation.granted("a", INFERENCE)).isEqualTo(4);
    assertThat(allocation.granted("c", INFERENCE)).isZero();
    assertThat(allocation.shortfalls()).extracting(Shortfall::missing).containsExactly(4);
    Allocation few = allocate(cluster, bid(INFERENCE, PROTECT, 3, "a", "b", "c"));
    assertThat(few.granted("b", INFERENCE)).isEqualTo(3);
  }

  @Test
  void betterHardwareIsNoReasonToMove() {
    Cluster cluster =
        new Cluster(
            List.of(pool("a", INFERENCE, 0.5), pool("b", INFERENCE, 0.9)),
            Stream.of(nodes("a", "a", INFERENCE, 4), nodes("b", "b", OTHER, 4))
                .flatMap(List::stream)
                .toList());
    Allocation allocation = allocate(cluster, bid(INFERENCE, PROTECT, 5, "a", "b"));
    assertThat(allocation.granted("a", INFERENCE)).isEqualTo(4);
    assertThat(allocation.granted("b", INFERENCE)).isEqualTo(1);
  }

  @Test
  void whatIsHeldInSeveralPoolsIsKeptInEach() {
    Cluster cluster =
        new Cluster(
            List.of(Samples.pool("a"), Samples.pool("b")),
            Stream.of(
                    nodes("a", "a", INFERENCE, 4),
                    nodes("ao", "a", OTHER, 6),
                    nodes("b", "b", INFERENCE, 5),
                    nodes("bo", "b", OTHER, 5))
                .flatMap(List::stream)
                .toList());
    Allocation allocation = allocate(cluster, bid(INFERENCE, PROTECT, 10, "a", "b"));
    assertThat(allocation.granted("a", INFERENCE)).isBetween(4, 5);
    assertThat(allocation.granted("b", INFERENCE)).isBetween(5, 6);
  }

  @Test
  void aClaimMakesRoomForOneThatCanUseNoOtherPool() {
    Cluster cluster =
        new Cluster(
            List.of(Samples.pool("a"), Samples.pool("b")),
            Stream.of(nodes("a", "a", OTHER, 4), nodes("b", "b", OTHER, 4))
                .flatMap(List::stream)
                .toList());
    Allocation allocation =
        allocate(cluster, bid(INFERENCE, PROTECT, 4, "a", "b"), bid(RANKING, ELASTIC, 4, "a"));
    assertThat(allocation.granted("b", INFERENCE)).isEqualTo(4);
    assertThat(allocation.granted("a", RANKING)).isEqualTo(4);
    assertThat(allocation.shortfalls()).isEmpty();
  }

  @Test
  void makingRoomGivesAHigherTierNoWorseHardware() {
    Cluster cluster =
        new Cluster(
            List.of(Samples.pool("a"), pool("b", INFERENCE, 0.5)),
            Stream.of(nodes("a", "a", OTHER, 4), nodes("b", "b", OTHER, 4))
                .flatMap(List::stream)
                .toList());
    Allocation allocation =
        allocate(cluster, bid(INFERENCE, PROTECT, 4, "a", "b"), bid(RANKING, ELASTIC, 4, "a"));
    assertThat(allocation.granted("a", INFERENCE)).isEqualTo(4);
    assertThat(allocation.granted("a", RANKING)).isZero();
  }

  @Test
  void fairnessCountsAllPools() {
    Cluster cluster =
        new Cluster(
            List.of(Samples.pool("a"), Samples.pool("b")),
            Stream.of(nodes("a", "a", OTHER, 10), nodes("b", "b", OTHER, 4))
                .flatMap(List::stream)
                .toList());
    Allocation allocation =
        allocate(cluster, bid(INFERENCE, PROTECT, 10, "a", "b"), bid(RANKING, PROTECT, 10, "a"));
    assertThat(allocation.granted("a", RANKING)).isEqualTo(7);
    assertThat(allocation.granted("a", INFERENCE)).isEqualTo(3);
    assertThat(allocation.granted("b", INFERENCE)).isEqualTo(4);
  }

  @Test
  void bidsOfOneClassForSeparatePoolsStandSideBySide() {
    Cluster cluster =
        new Cluster(
            List.of(Samples.pool("a"), Samples.pool("b")),
            Stream.of(nodes("a", "a", OTHER, 4), nodes("b", "b", OTHER, 4))
                .flatMap(List::stream)
                .toList());
    Allocation allocation =
        allocate(
            cluster,
            bid(INFERENCE, PROTECT, 4, "a"),
            bid(INFERENCE, PROTECT, 4, "b"),
            bid(RANKING, PROTECT, 8, "a", "b"));
    assertThat(allocation.granted("a", INFERENCE) + allocation.granted("b", INFERENCE))
        .as("no less than its weight is worth")
        .isBetween(5, 6);
  }

  @Test
  void aFloorIsKeptFromEveryTierButNothingIsGrantedToReachIt() {
    Cluster cluster =
        new Cluster(
            List.of(Samples.pool("p")),
            Stream.of(nodes("t", "p", TRAINING, 3), nodes("o", "p", OTHER, 7))
                .flatMap(List::stream)
                .toList());
    Allocation allocation =
        allocate(limit("training", 5, 20), cluster, bid(INFERENCE, GUARANTEE, 10, "p"));
    assertThat(allocation.granted("p", TRAINING)).isEqualTo(3);
    assertThat(allocation.granted("p", INFERENCE)).isEqualTo(7);
    assertThat(allocation.grants().getFirst().leadingBid()).isEmpty();
  }

  @Test
  void aFloorIsPartOfWhatTheClassBidsForNotOnTopOfIt() {
    Cluster cluster = new Cluster(List.of(Samples.pool("p")), nodes("t", "p", TRAINING, 10));
    Allocation allocation =
        allocate(
            limit("training", 4, 20),
            cluster,
            bid(INFERENCE, GUARANTEE, 10, "p"),
            bid(TRAINING, ELASTIC, 6, "p"));
    assertThat(allocation.granted("p", TRAINING)).isEqualTo(4);
    assertThat(allocation.granted("p", INFERENCE)).isEqualTo(6);
  }

  @Test
  void aCeilingCutsClaimsAndSaysSo() {
    Allocation allocation =
        allocate(limit("inference", 0, 4), one(10), bid(INFERENCE, PROTECT, 6, "p"));
    assertThat(allocation.granted("p", INFERENCE)).isEqualTo(4);
    assertThat(allocation.shortfalls())
        .containsExactly(new Shortfall(INFERENCE, PROTECT, 6, 2, "limits.max"));
  }

  @Test
  void aCeilingHoldsOverAllPoolsAndTiers() {
    Cluster cluster =
        new Cluster(
            List.of(Samples.pool("a"), Samples.pool("b")),
            Stream.of(nodes("a", "a", OTHER, 9), nodes("b", "b", OTHER, 9))
                .flatMap(List::stream)
                .toList());
    Allocation allocation =
        allocate(
            limit("inference", 0, 7),
            cluster,
            bid(INFERENCE, PROTECT, 5, "a"),
            bid(INFERENCE, ELASTIC, 5, "b"));
    assertThat(allocation.granted("a", INFERENCE)).isEqualTo(5);
    assertThat(allocation.granted("b", INFERENCE)).isEqualTo(2);
  }

  @Test
  void whatNobodyBidsForIsNotAllocated() {
    assertThat(allocate(one(4)).grants()).isEmpty();
  }

  @Test
  void aPoolThatIsOffIsNotAllocated() {
    Cluster cluster =
        new Cluster(List.of(NodePool.uniform("p", 8, Mode.OFF)), nodes("t", "p", TRAINING, 4));
    Allocation allocation = allocate(cluster, bid(INFERENCE, PROTECT, 2, "p"));
    assertThat(allocation.grants()).isEmpty();
    assertThat(allocation.shortfalls())
        .containsExactly(new Shortfall(INFERENCE, PROTECT, 2, 2, "no suitable pool"));
  }

  @Test
  void aClassThatTheClusterDoesNotHaveGetsNothing() {
    WorkloadClass unknown = new WorkloadClass("batch", WorkloadClass.Kind.BATCH);
    assertThat(allocate(one(4), bid(unknown, PROTECT, 2, "p")).grants()).isEmpty();
  }

  @Test
  void unhealthyNodesAreNoCapacity() {
    List<GpuNode> healthy = nodes("t", "p", TRAINING, 3);
    GpuNode down = GpuNode.assigned("down", "p", "", TRAINING, Samples.NOW, NodeCondition.DOWN);
    Cluster cluster =
        new Cluster(
            List.of(Samples.pool("p")), Stream.concat(healthy.stream(), Stream.of(down)).toList());
    assertThat(allocate(cluster, bid(INFERENCE, PROTECT, 9, "p")).granted("p", INFERENCE))
        .isEqualTo(3);
  }

  @Test
  void ofEqualLevelsTheGreaterWeightLeads() {
    Bid weak = new Bid("a", INFERENCE, List.of("p"), PROTECT, 1, 3, Duration.ZERO, "weak");
    Bid strong = new Bid("z", INFERENCE, List.of("p"), PROTECT, 2, 3, Duration.ZERO, "strong");
    Allocation allocation = allocate(one(3), weak, strong);
    assertThat(allocation.grants().getFirst().leadingBid()).contains(strong);
  }

  private record Cluster(List<NodePool> pools, List<GpuNode> nodes) {}

  private static Cluster one(int size) {
    return new Cluster(List.of(Samples.pool("p")), nodes("o", "p", OTHER, size));
  }

  private static NodePool pool(String name, WorkloadClass of, double suitability) {
    TreeMap<WorkloadClass, Double> only = new TreeMap<>();
    only.put(of, suitability);
    return new NodePool(name, 8, Mode.ENFORCE, only);
  }

  private static Limits limit(String name, int min, int max) {
    SortedMap<String, Limits.Range> ranges = new TreeMap<>();
    ranges.put(name, new Limits.Range(min, max));
    return new Limits(ranges);
  }

  private static Allocation allocate(Cluster cluster, Bid... bids) {
    return allocate(Limits.NONE, cluster, bids);
  }

  private static Allocation allocate(Limits limits, Cluster cluster, Bid... bids) {
    ClusterSnapshot snapshot =
        ClusterSnapshot.at(Samples.NOW)
            .classes(List.of(TRAINING, INFERENCE, RANKING, OTHER))
            .pools(cluster.pools)
            .nodes(cluster.nodes)
            .build();
    return new Arbiter(limits).allocate(snapshot, List.of(bids));
  }
}
