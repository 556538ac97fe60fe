package dev.fungible.operator.observe;

import dev.fungible.scheduler.model.TimeSeries;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What each class wanted in the past, bounded. Until it has been restored, what a former leader saw
 * is not known, and no peak of it. Safe for use by several threads.
 */
public final class DemandHistory {

  private final SortedMap<String, DemandTrack> tracks = new TreeMap<>();
  private boolean restored;

  /** Takes what a class wants now, and answers with its history, the present value last. */
  synchronized TimeSeries observe(String workloadClass, Instant now, double wanted) {
    DemandTrack track = tracks.computeIfAbsent(workloadClass, name -> new DemandTrack(now, wanted));
    track.observe(now, wanted);
    return track.history(now, wanted);
  }

  /** Whether what was saved before has been read. */
  public synchronized boolean isRestored() {
    return restored;
  }

  /**
   * Adds what was saved before; what was seen since then stays. A track that cannot be read is
   * begun anew.
   *
   * @param saved tracks by class; empty at the very first start
   * @return the tracks that could not be read
   */
  public synchronized List<Problem> restore(Map<String, String> saved, Instant now) {
    List<Problem> problems = new ArrayList<>();
    new TreeMap<>(saved)
        .forEach(
            (name, text) -> {
              try {
                DemandTrack track = DemandTrack.read(text).until(now);
                tracks.merge(name, track, DemandTrack::and);
              } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
                String what = Problem.quoted(text) + " cannot be read: " + e.getMessage();
                String expected = "a start and samples, as were saved; begun anew";
                problems.add(new Problem("demand history of " + name, what, expected));
              }
            });
    restored = true;
    return List.copyOf(problems);
  }

  /** The tracks by class, as text; without those of which nothing is worth keeping. */
  public synchronized SortedMap<String, String> saved(Instant now) {
    tracks.values().removeIf(track -> track.isOver(now));
    SortedMap<String, String> saved = new TreeMap<>();
    tracks.forEach((name, track) -> saved.put(name, track.write()));
    return saved;
  }
}
