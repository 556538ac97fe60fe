package dev.fungible.operator.observe;

import dev.fungible.scheduler.model.TimeSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one class wanted in the past: for each two minutes of the last eight days the most that was
 * wanted within. That reaches back beyond the same hour a week ago, and forgets no peak that is
 * shorter than a sample. Not for concurrent use.
 */
final class DemandTrack {

  static final Duration STEP = Duration.ofMinutes(2);
  static final Duration KEPT = Duration.ofDays(8);
  private static final int MOST = (int) KEPT.dividedBy(STEP);

  private static final SampleText TEXT = new SampleText(STEP, MOST + 1);

  private TimeSeries closed = TimeSeries.EMPTY;
  private long open;
  private double openMost;

  /** A track that begins with what is wanted now. */
  DemandTrack(Instant now, double wanted) {
    open = stepOf(now);
    openMost = wanted;
  }

  private DemandTrack(SortedMap<Long, Double> steps) {
    open = steps.lastKey();
    openMost = steps.getOrDefault(open, 0.0);
    long oldest = open - MOST;
    for (Map.Entry<Long, Double> step : steps.headMap(open).tailMap(oldest).entrySet()) {
      closed = closed.plus(startOf(step.getKey()), step.getValue(), MOST);
    }
  }

  /** Takes what is wanted now. */
  void observe(Instant now, double wanted) {
    long step = stepOf(now);
    if (step > open) {
      closed = closed.plus(startOf(open), openMost, MOST);
      open = step;
      openMost = wanted;
    } else {
      // Also where the clock went back: a peak counts, whenever it was.
      openMost = Math.max(openMost, wanted);
    }
  }

  /** All of it, with what is wanted now as the last sample. */
  TimeSeries history(Instant now, double wanted) {
    TimeSeries all = closed.plus(startOf(open), openMost, MOST + 1);
    boolean isLater = now.toEpochMilli() > startOf(open).toEpochMilli();
    return isLater ? all.plus(now, wanted, MOST + 2) : all;
  }

  /** Whether nothing was seen for so long that nothing of it is worth keeping. */
  boolean isOver(Instant now) {
    return startOf(open).isBefore(now.minus(KEPT));
  }

  /** Both together: for each step the higher value. */
  DemandTrack and(DemandTrack other) {
    SortedMap<Long, Double> steps = steps();
    other.steps().forEach((step, value) -> steps.merge(step, value, Math::max));
    return new DemandTrack(steps);
  }

  private SortedMap<Long, Double> steps() {
    SortedMap<Long, Double> steps = new TreeMap<>();
    for (int i = 0; i < closed.size(); i++) {
      steps.put(stepOf(closed.timeOf(i)), closed.valueOf(i));
    }
    steps.put(open, openMost);
    return steps;
  }

  /** The track as text. */
  String write() {
    return TEXT.write(steps());
  }

  /**
   * The track that this text tells of.
   *
   * @throws IllegalArgumentException if it tells of none
   */
  static DemandTrack read(String text) {
    return new DemandTrack(TEXT.read(text));
  }

  /** Without samples of later than now, which a clock that was wrong has left. */
  DemandTrack until(Instant now) {
    SortedMap<Long, Double> past = steps().headMap(stepOf(now) + 1);
    if (past.isEmpty()) {
      throw new IllegalArgumentException("begins after now, " + now);
    }
    return new DemandTrack(past);
  }

  private static long stepOf(Instant time) {
    return Math.floorDiv(time.toEpochMilli(), STEP.toMillis());
  }

  private static Instant startOf(long step) {
    return Instant.ofEpochMilli(step * STEP.toMillis());
  }
}
