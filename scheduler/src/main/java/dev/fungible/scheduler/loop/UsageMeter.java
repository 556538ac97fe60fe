package dev.fungible.scheduler.loop;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.TimeSeries;
import dev.fungible.scheduler.model.Usage;
import dev.fungible.scheduler.model.WorkloadClass;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what classes make use of, from look to look: what is seen holds until the next look, up
 * to an hour; a longer time without a look is not known and counts for nobody. Bounded. Not for
 * concurrent use.
 */
public final class UsageMeter {

  private static final Duration HOLDS = Duration.ofHours(1);

  private final SortedMap<String, Track> tracks = new TreeMap<>();
  private final SortedMap<String, Double> present = new TreeMap<>();
  private @Nullable Instant seenUntil;

  /** Takes what classes make use of now. */
  public void observe(ClusterSnapshot snapshot) {
    elapse(snapshot.time());
    present.clear();
    Usage.now(snapshot).forEach((of, gpus) -> present.put(of.name(), gpus));
  }

  /** What these classes made use of until now. */
  public List<Usage> usage(List<WorkloadClass> classes, Instant now) {
    elapse(now);
    List<Usage> result = new ArrayList<>();
    for (WorkloadClass of : classes) {
      Track track = tracks.get(of.name());
      if (track != null) {
        result.add(new Usage(of, track.all()));
      }
    }
    return result;
  }

  /** All of it by the names of classes, to be restored elsewhere. */
  public SortedMap<String, TimeSeries> all(Instant now) {
    elapse(now);
    tracks.values().removeIf(track -> track.isOver(now));
    SortedMap<String, TimeSeries> result = new TreeMap<>();
    tracks.forEach((name, track) -> result.put(name, track.all()));
    result.values().removeIf(past -> past.size() == 0);
    return result;
  }

  /**
   * Adds what was seen before by another meter; for the hours that this one knows, its own stays.
   *
   * @param past hourly means that {@link #all} gave, none later than now
   */
  public void restore(String workloadClass, TimeSeries past, Instant now) {
    if (past.size() == 0) {
      return;
    }
    Track track = new Track();
    for (int i = 0; i < past.size(); i++) {
      Duration known = Duration.between(past.timeOf(i), now);
      track.add(hourOf(past.timeOf(i)), past.valueOf(i), shorter(known, Usage.STEP));
    }
    Track own = tracks.get(workloadClass);
    tracks.put(workloadClass, own == null ? track : track.and(own));
  }

  private void elapse(Instant time) {
    Instant now = time.truncatedTo(ChronoUnit.MILLIS);
    Instant from = Objects.requireNonNullElse(seenUntil, now);
    if (now.isBefore(from)) {
      return;
    }
    seenUntil = now;
    if (Duration.between(from, now).compareTo(HOLDS) > 0) {
      present.clear();
    }
    for (Instant at = from; at.isBefore(now); ) {
      Instant end = startOf(hourOf(at) + 1);
      Duration length = shorter(Duration.between(at, end), Duration.between(at, now));
      for (var held : present.entrySet()) {
        Track track = tracks.computeIfAbsent(held.getKey(), name -> new Track());
        track.add(hourOf(at), held.getValue(), length);
      }
      at = at.plus(length);
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static long hourOf(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), Usage.STEP.toSeconds());
  }

  private static Instant startOf(long hour) {
    return Instant.ofEpochSecond(hour * Usage.STEP.toSeconds());
  }

  /** The hours of one class; all but the latest are closed. */
  private static final class Track {

    private static final double PRECISION = 100;

    private TimeSeries closed = TimeSeries.EMPTY;
    private long open = Long.MIN_VALUE;
    private double gpuMillis;
    private long millis;

    void add(long hour, double gpus, Duration length) {
      if (hour > open) {
        closed = all();
        open = hour;
        gpuMillis = 0;
        millis = 0;
      }
      gpuMillis += gpus * length.toMillis();
      millis += length.toMillis();
    }

    TimeSeries all() {
      return millis == 0 ? closed : closed.plus(startOf(open), mean(), Usage.MOST_SAMPLES);
    }

    /** Rounded, so that what is written down and read again is the same. */
    private double mean() {
      return Math.rint(gpuMillis / millis * PRECISION) / PRECISION;
    }

    boolean isOver(Instant now) {
      return startOf(open).isBefore(now.minus(Usage.KEPT));
    }

    /** Both; where both know an hour, the other's. */
    Track and(Track other) {
      TreeMap<Long, Double> hours = new TreeMap<>();
      for (TimeSeries series : List.of(closed, other.closed)) {
        for (int i = 0; i < series.size(); i++) {
          hours.put(hourOf(series.timeOf(i)), series.valueOf(i));
        }
      }
      Track later = open > other.open ? this : other;
      Track result = new Track();
      hours.headMap(later.open).forEach((hour, mean) -> result.add(hour, mean, Usage.STEP));
      result.closed = result.all();
      result.open = later.open;
      result.gpuMillis = later.gpuMillis;
      result.millis = later.millis;
      return result;
    }
  }
}
