package dev.fungible.simulator.result;

import dev.fungible.snapshot.DecisionRecord;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one policy did with one scenario.
 *
 * @param policy name of the policy or baseline
 * @param description what it does, one line
 * @param missed service-level targets that it missed, as text; empty when it is feasible
 * @param attainment by serving class
 * @param movesPerHour nodes moved, per hour of the horizon
 * @param reversals nodes moved back within 30 minutes
 * @param preemptionsPerHour jobs preempted, per hour of the horizon
 * @param jobs how training jobs fared
 * @param waste where the GPU-hours went
 * @param timeline means for charts
 * @param records what was decided, as an operator records it
 * @param moves every move of these records in order
 * @param wall time that the simulation took
 */
public record RunResult(
    String policy,
    String description,
    List<String> missed,
    SortedMap<String, Attainment> attainment,
    double movesPerHour,
    int reversals,
    double preemptionsPerHour,
    JobStatistics jobs,
    WasteIdentity waste,
    Timeline timeline,
    List<DecisionRecord> records,
    List<MoveRecord> moves,
    Duration wall) {

  public RunResult {
    missed = List.copyOf(missed);
    attainment = Collections.unmodifiableSortedMap(new TreeMap<>(attainment));
    records = List.copyOf(records);
    moves = List.copyOf(moves);
  }

  /** Whether every service-level target was met. */
  public boolean isFeasible() {
    return missed.isEmpty();
  }

  /** Training progress retained at the horizon, in GPU-hours. */
  public double goodputGpuHours() {
    return waste.goodput();
  }

  /** Training progress that preemptions undid, in GPU-hours. */
  public double lostGpuHours() {
    return waste.lost();
  }
}
