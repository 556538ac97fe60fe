package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.GpuHours;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A shift to start now, and why this node.
 *
 * @param node name of the node
 * @param pool name of its pool
 * @param from the donor
 * @param to the receiver
 * @param tier urgency of the bid behind it
 * @param lender the class to which the receiver then owes the node; null when it owes nobody
 * @param disruption what it does to the gangs on the node
 * @param gangs names of the gangs that are shrunk or preempted
 * @param loss the node's drain cost: its share of the GPU-hours that these gangs lose
 * @param reason the bid's reason
 * @param alternatives the nearest nodes that were not chosen, best first
 */
public record Move(
    String node,
    String pool,
    WorkloadClass from,
    WorkloadClass to,
    Tier tier,
    @Nullable WorkloadClass lender,
    Disruption disruption,
    List<String> gangs,
    GpuHours loss,
    String reason,
    List<Alternative> alternatives) {

  public Move {
    gangs = List.copyOf(gangs);
    alternatives = List.copyOf(alternatives);
  }

  /**
   * A node that could have moved instead.
   *
   * @param node name of the node
   * @param from its class
   * @param disruption what taking it would do
   * @param loss GPU-hours that taking it alone would lose
   */
  public record Alternative(
      String node, WorkloadClass from, Disruption disruption, GpuHours loss) {}
}
