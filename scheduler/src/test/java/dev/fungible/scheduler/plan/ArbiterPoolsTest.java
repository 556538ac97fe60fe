package dev.fungible.scheduler.plan;

import static dev.fungible.scheduler.model.Tier.PROTECT;
import static dev.fungible.scheduler.model.WorkloadClass.INFERENCE;
import static dev.fungible.scheduler.model.WorkloadClass.RANKING;
import static dev.fungible.scheduler.model.WorkloadClass.TRAINING;
import static dev.fungible.scheduler.testing.Samples.NOW;
import static dev.fungible.scheduler.testing.Samples.bid;
import static dev.fungible.scheduler.testing.Samples.nodes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.spi.Bid;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sharing over many pools, and over pools that are only watched. */
class ArbiterPoolsTest {

  private static final int MANY = 24;

  @Test
  void bidsForManySinglePoolsAreSharedPoolByPool() {
    // The number of sets of pools is out of reach: only overlapping ones may be looked at.
    List<NodePool> pools = new ArrayList<>();
    List<GpuNode> nodes = new ArrayList<>();
    List<Bid> bids = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      String pool = "p" + i;
      pools.add(NodePool.uniform(pool, 8, Mode.ENFORCE));
      nodes.addAll(nodes(pool + "-", pool, TRAINING, 4));
      bids.add(bid(INFERENCE, PROTECT, 4, pool));
      bids.add(bid(RANKING, PROTECT, 4, pool));
    }
    Allocation allocation = allocate(pools, nodes, bids);
    for (NodePool pool : pools) {
      assertThat(allocation.granted(pool.name(), INFERENCE)).as(pool.name()).isEqualTo(2);
      assertThat(allocation.granted(pool.name(), RANKING)).as(pool.name()).isEqualTo(2);
    }
  }

  @Test
  void aPoolThatIsOnlyWatchedComesLast() {
    List<NodePool> pools =
        List.of(NodePool.uniform("a", 8, Mode.OBSERVE), NodePool.uniform("b", 8, Mode.ENFORCE));
    List<GpuNode> nodes = new ArrayList<>(nodes("a", "a", TRAINING, 2));
    nodes.addAll(nodes("b", "b", TRAINING, 2));

    Allocation few = allocate(pools, nodes, List.of(bid(INFERENCE, PROTECT, 2, "a", "b")));
    Allocation all = allocate(pools, nodes, List.of(bid(INFERENCE, PROTECT, 3, "a", "b")));

    assertThat(few.granted("b", INFERENCE)).isEqualTo(2);
    assertThat(few.granted("a", INFERENCE)).isZero();
    assertThat(all.granted("a", INFERENCE)).isEqualTo(1);
  }

  private static Allocation allocate(List<NodePool> pools, List<GpuNode> nodes, List<Bid> bids) {
    return new Arbiter(Limits.NONE)
        .allocate(ClusterSnapshot.at(NOW).pools(pools).nodes(nodes).build(), bids);
  }
}
