package dev.fungible.scheduler.testing;

import static dev.fungible.scheduler.model.WorkloadClass.INFERENCE;
import static dev.fungible.scheduler.model.WorkloadClass.TRAINING;

import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.NodeCondition;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.Placement;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.spi.Bid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Plain parts of clusters, for tests that say only what matters to them. */
public final class Samples {

  /** Nine o'clock on a Monday. */
  public static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

  private Samples() {}

  /** An enforced pool of nodes of 8 GPUs in which every class is at home. */
  public static NodePool pool(String name) {
    return NodePool.uniform(name, 8, Mode.ENFORCE);
  }

  /** A node at rest since a day ago. */
  public static GpuNode node(String name, String pool, WorkloadClass of) {
    return node(name, pool, "", of);
  }

  /** A node at rest since a day ago in that domain. */
  public static GpuNode node(String name, String pool, String domain, WorkloadClass of) {
    Instant since = NOW.minus(Duration.ofDays(1));
    return GpuNode.assigned(name, pool, domain, of, since, NodeCondition.IDLE);
  }

  /** Nodes {@code prefix}0, {@code prefix}1, … at rest since a day ago. */
  public static List<GpuNode> nodes(String prefix, String pool, WorkloadClass of, int count) {
    return IntStream.range(0, count).mapToObj(i -> node(prefix + i, pool, of)).toList();
  }

  /** The node in that shift. */
  public static GpuNode shifting(GpuNode node, Shift shift, NodeCondition seen) {
    return new GpuNode(
        node.name(),
        node.pool(),
        node.domain(),
        node.labelled(),
        node.since(),
        node.lender(),
        seen,
        shift);
  }

  /** A shift from training to inference that has been in the phase since now. */
  public static Shift shift(String node, ShiftPhase phase) {
    return new Shift(
        node + "-1",
        node,
        TRAINING,
        INFERENCE,
        Tier.PROTECT,
        TRAINING,
        phase,
        NOW,
        NOW,
        null,
        0,
        null,
        "busy");
  }

  /** A rigid training gang on 8 GPUs of each node, saved an hour ago, without restart cost. */
  public static Gang gang(String name, String... nodes) {
    return gang(name, Duration.ofHours(1), nodes.length, nodes);
  }

  /** A training gang on 8 GPUs of each node, saved that long ago, without restart cost. */
  public static Gang gang(String name, Duration unsaved, int minNodes, String... nodes) {
    return gang(name, unsaved, Duration.ZERO, minNodes, nodes);
  }

  /** A training gang on 8 GPUs of each node. */
  public static Gang gang(
      String name, Duration unsaved, Duration restart, int minNodes, String... nodes) {
    return new Gang(
        name,
        TRAINING,
        Stream.of(nodes).map(node -> new Placement(node, 8)).toList(),
        0,
        NOW.minus(Duration.ofDays(1)),
        NOW.minus(unsaved),
        restart,
        minNodes,
        true,
        false);
  }

  /** A gang that asked never to be stopped. */
  public static Gang protectedGang(String name, String... nodes) {
    Gang gang = gang(name, nodes);
    return new Gang(
        gang.name(),
        gang.workloadClass(),
        gang.placements(),
        gang.priority(),
        gang.startedAt(),
        gang.lastSafePoint(),
        gang.restart(),
        gang.minNodes(),
        gang.checkpointsOnRequest(),
        true);
  }

  /** A bid of weight 1 for that many nodes of these pools, for use of a day. */
  public static Bid bid(WorkloadClass to, Tier tier, int nodes, String... pools) {
    return bid(to, tier, 1, nodes, pools);
  }

  /** A bid for that many nodes of these pools, for use of a day. */
  public static Bid bid(WorkloadClass to, Tier tier, double weight, int nodes, String... pools) {
    return new Bid(
        "test", to, List.of(pools), tier, weight, nodes, Duration.ofDays(1), to + " wants more");
  }
}
