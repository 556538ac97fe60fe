package dev.fungible.operator.observe;

import dev.fungible.scheduler.loop.UsageMeter;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.TimeSeries;
import dev.fungible.scheduler.model.Usage;
import dev.fungible.scheduler.model.WorkloadClass;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What each class wanted in the past, and what it made use of, bounded. Until it has been restored,
 * what a former leader saw is not known, and no peak of it. Safe for use by several threads.
 */
public final class DemandHistory {

  /** Before the name of a class, which has no dot. */
  private static final String USAGE = "usage.";

  private static final SampleText USAGE_TEXT = new SampleText(Usage.STEP, Usage.MOST_SAMPLES);

  private final SortedMap<String, DemandTrack> tracks = new TreeMap<>();
  private final UsageMeter usage = new UsageMeter();
  private boolean restored;

  /** Takes what a class wants now, and answers with its history, the present value last. */
  synchronized TimeSeries observe(String workloadClass, Instant now, double wanted) {
    DemandTrack track = tracks.computeIfAbsent(workloadClass, name -> new DemandTrack(now, wanted));
    track.observe(now, wanted);
    return track.history(now, wanted);
  }

  /** Takes what classes make use of now. */
  synchronized void observe(ClusterSnapshot snapshot) {
    usage.observe(snapshot);
  }

  /** What these classes made use of until now. */
  synchronized List<Usage> usage(List<WorkloadClass> classes, Instant now) {
    return usage.usage(classes, now);
  }

  /** Whether what was saved before has been read. */
  public synchronized boolean isRestored() {
    return restored;
  }

  /**
   * Adds what was saved before; what was seen since then stays. A track that cannot be read is
   * begun anew.
   *
   * @param saved tracks as {@link #saved} gave them; empty at the very first start
   * @return the tracks that could not be read
   */
  public synchronized List<Problem> restore(Map<String, String> saved, Instant now) {
    List<Problem> problems = new ArrayList<>();
    new TreeMap<>(saved)
        .forEach(
            (key, text) -> {
              try {
                restore(key, text, now);
              } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
                String what = Problem.quoted(text) + " cannot be read: " + e.getMessage();
                String expected = "a start and samples, as were saved; begun anew";
                problems.add(new Problem("demand history of " + key, what, expected));
              }
            });
    restored = true;
    return List.copyOf(problems);
  }

  private void restore(String key, String text, Instant now) {
    if (key.startsWith(USAGE)) {
      usage.restore(key.substring(USAGE.length()), series(USAGE_TEXT.read(text), now), now);
    } else {
      tracks.merge(key, DemandTrack.read(text).until(now), DemandTrack::and);
    }
  }

  /** Without samples of later than now, which a clock that was wrong has left. */
  private static TimeSeries series(SortedMap<Long, Double> samples, Instant now) {
    TimeSeries series = TimeSeries.EMPTY;
    for (Map.Entry<Long, Double> sample : samples.entrySet()) {
      Instant at = Instant.ofEpochMilli(sample.getKey() * Usage.STEP.toMillis());
      if (!at.isAfter(now)) {
        series = series.plus(at, sample.getValue(), Usage.MOST_SAMPLES);
      }
    }
    if (series.size() == 0) {
      throw new IllegalArgumentException("begins after now, " + now);
    }
    return series;
  }

  private static SortedMap<Long, Double> samples(TimeSeries series) {
    SortedMap<Long, Double> samples = new TreeMap<>();
    for (int i = 0; i < series.size(); i++) {
      long at = Math.floorDiv(series.timeOf(i).toEpochMilli(), Usage.STEP.toMillis());
      samples.put(at, series.valueOf(i));
    }
    return samples;
  }

  /**
   * The tracks as text, those of what was wanted by class; without those of which nothing is worth
   * keeping.
   */
  public synchronized SortedMap<String, String> saved(Instant now) {
    tracks.values().removeIf(track -> track.isOver(now));
    SortedMap<String, String> saved = new TreeMap<>();
    tracks.forEach((name, track) -> saved.put(name, track.write()));
    usage
        .all(now)
        .forEach((name, past) -> saved.put(USAGE + name, USAGE_TEXT.write(samples(past))));
    return saved;
  }
}
