package dev.fungible.e2e.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * A clock that a test moves on and that stands still between, and what it showed when by the clock
 * on the wall. Safe for use by several threads; one of them moves it.
 */
final class SimulatedTime implements InstantSource {

  private final NavigableMap<Instant, Instant> shown = new ConcurrentSkipListMap<>();

  /** A clock that shows this until it is moved. */
  SimulatedTime(Instant start) {
    shown.put(Instant.now(), start);
  }

  @Override
  public Instant instant() {
    return shown.lastEntry().getValue();
  }

  /** So much time has gone by. */
  void pass(Duration time) {
    shown.put(Instant.now(), instant().plus(time));
  }

  /** What it showed at that time; before it was there, it went like the one on the wall. */
  Instant at(Instant wall) {
    Map.Entry<Instant, Instant> then = shown.floorEntry(wall);
    if (then != null) {
      return then.getValue();
    }
    Map.Entry<Instant, Instant> first = shown.firstEntry();
    return first.getValue().minus(Duration.between(wall, first.getKey()));
  }
}
