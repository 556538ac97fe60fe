package dev.fungible.simulator.result;

import java.time.Duration;
import java.util.List;

/**
 * One move, with everything that explains it.
 *
 * @param number from 1, in order of time
 * @param at since the start of the simulation
 * @param node name of the node
 * @param from the donor
 * @param to the receiver
 * @param tier urgency of the bid behind it
 * @param disruption what it did to the gangs on the node: IDLE, SHRINK or PREEMPT
 * @param gangs the gangs that it shrank or preempted
 * @param lostGpuHours the node's share of what they lost
 * @param reason the reason of the bid behind it
 * @param alternatives nodes that would have come next, as text
 * @param bids all bids of that decision, as text
 * @param allocation nodes granted by class and tier in that decision, as text
 * @param rejections what that decision asked for in vain, with the binding constraint, as text
 */
public record MoveRecord(
    int number,
    Duration at,
    String node,
    String from,
    String to,
    String tier,
    String disruption,
    List<String> gangs,
    double lostGpuHours,
    String reason,
    List<String> alternatives,
    List<String> bids,
    List<String> allocation,
    List<String> rejections) {

  public MoveRecord {
    gangs = List.copyOf(gangs);
    alternatives = List.copyOf(alternatives);
    bids = List.copyOf(bids);
    allocation = List.copyOf(allocation);
    rejections = List.copyOf(rejections);
  }
}
