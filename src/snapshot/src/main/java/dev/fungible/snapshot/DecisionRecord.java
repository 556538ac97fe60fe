package dev.fungible.snapshot;

import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.plan.Disruption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one cycle decided, with all its causes. Its components, and those of the records in it, are
 * the keys of a line; amounts are nodes unless a name says otherwise.
 *
 * @param time when the cluster was seen
 * @param run {@code operator}, or the row of a simulation
 * @param leader identity of the process that decided; null in a simulation
 * @param cycle number of the cycle since that process began, from 1
 * @param part which line of this cycle it is, from 1
 * @param parts in how many lines the cycle is told, at least 1
 * @param configuration SHA-256 of the document in force; null where there is none to name
 * @param configurationVersion resourceVersion of its ConfigMap; null where it was seen in none
 * @param bids what the policies asked for
 * @param failures policies that gave no bids because they threw
 * @param allocation who held how much of each pool, and was granted how much
 * @param shortfalls what was asked for and not granted
 * @param moves nodes that were chosen to move
 * @param victims gangs that those of these moves stop or shrink which started, or would where the
 *     pool is only observed
 * @param recalls shifts that were turned back in this cycle, or since the one before
 * @param rejections what was granted and does not move now
 * @param ended shifts that have ended since the cycle before
 * @param omitted entries of lists that were left out to bound the line
 */
public record DecisionRecord(
    Instant time,
    String run,
    @Nullable String leader,
    long cycle,
    int part,
    int parts,
    @Nullable String configuration,
    @Nullable String configurationVersion,
    List<Asked> bids,
    List<Failed> failures,
    List<Held> allocation,
    List<Unmet> shortfalls,
    List<Moved> moves,
    List<Victim> victims,
    List<Recalled> recalls,
    List<Rejected> rejections,
    List<Ended> ended,
    int omitted) {

  /** A bid: a policy asks for a level, not for a change. */
  public record Asked(
      String policy,
      String workloadClass,
      List<String> pools,
      Tier tier,
      double weight,
      int nodes,
      Duration dwell,
      String reason) {}

  /** A policy that gave no bids, and what it threw. */
  public record Failed(String policy, String error) {}

  /**
   * What a class has of a pool.
   *
   * @param held nodes that counted for it before
   * @param granted nodes that it should hold
   * @param then nodes that count for it once the moves and recalls of this record are made
   * @param shares of what was granted, most urgent first
   */
  public record Held(
      String pool, String workloadClass, int held, int granted, int then, List<Share> shares) {}

  /**
   * Nodes granted at one tier.
   *
   * @param policies whose bids are behind it, the one that counted first; none for a floor
   */
  public record Share(Tier tier, int nodes, List<String> policies) {}

  /**
   * Asked for and not granted.
   *
   * @param wanted the level that was asked for
   * @param missing how much of it was not granted
   * @param constraint the name of what stood against it
   */
  public record Unmet(
      String workloadClass, Tier tier, int wanted, int missing, String constraint) {}

  /**
   * A node that was chosen to move.
   *
   * @param lender the class to which it is then owed; null when to none
   * @param gangs names of the victims on it
   * @param lostGpuHours its share of what they lose, as estimated
   * @param policies whose bids are behind it, the one that counted first; none for a floor
   * @param dwell how long the bid that counted expects to use it
   * @param alternatives the nearest nodes that were not chosen, best first
   * @param shift id of the shift that started; null when none did, as in a pool that is observed
   */
  public record Moved(
      String node,
      String pool,
      String from,
      String to,
      Tier tier,
      @Nullable String lender,
      Disruption disruption,
      List<String> gangs,
      double lostGpuHours,
      List<String> policies,
      Duration dwell,
      String reason,
      List<Spared> alternatives,
      @Nullable String shift) {

    /** Whether it is more than a plan. */
    public boolean isStarted() {
      return shift != null;
    }
  }

  /** A node that could have moved instead, and what taking it alone would have lost. */
  public record Spared(String node, String from, Disruption disruption, double lostGpuHours) {}

  /**
   * A gang that is stopped or shrunk.
   *
   * @param nodes how many it ran on
   * @param taken how many of them move
   * @param lostGpuHours what it loses in all, as estimated
   * @param lastSafePoint its last checkpoint, else its start; null when a stop loses nothing
   */
  public record Victim(
      String gang,
      String workloadClass,
      Disruption disruption,
      int nodes,
      int taken,
      int gpus,
      double lostGpuHours,
      @Nullable Instant lastSafePoint) {}

  /** A shift that was turned back. */
  public record Recalled(String node, String shift, String reason) {}

  /** Granted, and not moved now: the constraint that binds, and why. */
  public record Rejected(
      String pool, String to, Tier tier, int nodes, String constraint, String reason) {}

  /** A shift that has ended: {@code DONE}, {@code ROLLED_BACK} or {@code FAILED}. */
  public record Ended(
      String shift,
      String node,
      String from,
      String to,
      ShiftPhase phase,
      Instant startedAt,
      Instant endedAt,
      double lostGpuHours,
      String reason) {}

  /** Shifts that started. */
  public List<Moved> started() {
    return moves.stream().filter(Moved::isStarted).toList();
  }

  /** Whether anything but what is asked for and refused has changed by it. */
  public boolean isDeed() {
    return !ended.isEmpty() || !recalls.isEmpty() || moves.stream().anyMatch(Moved::isStarted);
  }

  /**
   * The same decision once more, for what has happened to shifts since: with these, and without the
   * moves that have started, and what it told of others.
   */
  DecisionRecord again(List<Recalled> recalls, List<Ended> ended) {
    List<Moved> planned = moves.stream().filter(move -> !move.isStarted()).toList();
    return new DecisionRecord(
        time,
        run,
        leader,
        cycle,
        1,
        1,
        configuration,
        configurationVersion,
        bids,
        failures,
        allocation,
        shortfalls,
        planned,
        victims.stream()
            .filter(
                victim -> planned.stream().anyMatch(move -> move.gangs().contains(victim.gang())))
            .toList(),
        recalls,
        rejections,
        ended,
        omitted);
  }
}
