package dev.fungible.simulator.result;

import dev.fungible.scheduler.model.Tier;
import dev.fungible.snapshot.DecisionRecord;
import dev.fungible.snapshot.DecisionText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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

  /** The moves of these records that started, numbered in their order. */
  public static List<MoveRecord> of(List<DecisionRecord> records) {
    List<MoveRecord> moves = new ArrayList<>();
    for (DecisionRecord decision : records) {
      List<DecisionRecord.Moved> started = decision.started();
      if (!started.isEmpty()) {
        List<String> bids = decision.bids().stream().map(DecisionText::of).toList();
        List<String> allocation = allocation(decision);
        List<String> rejections =
            Stream.concat(
                    decision.shortfalls().stream().map(DecisionText::of),
                    decision.rejections().stream().map(DecisionText::of))
                .toList();
        for (DecisionRecord.Moved move : started) {
          int number = moves.size() + 1;
          moves.add(of(number, decision.time(), move, bids, allocation, rejections));
        }
      }
    }
    return moves;
  }

  private static MoveRecord of(
      int number,
      Instant time,
      DecisionRecord.Moved move,
      List<String> bids,
      List<String> allocation,
      List<String> rejections) {
    return new MoveRecord(
        number,
        Duration.between(Instant.EPOCH, time),
        move.node(),
        move.from(),
        move.to(),
        move.tier().name(),
        move.disruption().name(),
        move.gangs(),
        move.lostGpuHours(),
        move.reason(),
        move.alternatives().stream().map(DecisionText::of).toList(),
        bids,
        allocation,
        rejections);
  }

  private static List<String> allocation(DecisionRecord decision) {
    List<String> allocation = new ArrayList<>();
    for (Tier tier : Tier.values()) {
      for (DecisionRecord.Held held : decision.allocation()) {
        held.shares().stream()
            .filter(share -> share.tier() == tier)
            .map(share -> DecisionText.of(held, share))
            .forEach(allocation::add);
      }
    }
    return allocation;
  }
}
