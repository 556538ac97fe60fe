package dev.fungible.operator.serve;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Tells whether something that should go round and round still does. It is expected to beat from
 * its first beat until it is told to rest. Safe for use by several threads.
 */
public final class Heartbeat implements Check {

  private final String name;
  private final Duration limit;
  private final LongSupplier nanoTime;
  private volatile OptionalLong last = OptionalLong.empty();

  /**
   * A heartbeat that is not expected yet.
   *
   * @param name of the check
   * @param limit the longest healthy time between two beats
   */
  public Heartbeat(String name, Duration limit) {
    this(name, limit, System::nanoTime);
  }

  Heartbeat(String name, Duration limit, LongSupplier nanoTime) {
    this.name = name;
    this.limit = limit;
    this.nanoTime = nanoTime;
  }

  /** It goes round. */
  public void beat() {
    last = OptionalLong.of(nanoTime.getAsLong());
  }

  /** No beat is expected until the next one. */
  public void rest() {
    last = OptionalLong.empty();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<String> problem() {
    OptionalLong beat = last;
    if (beat.isEmpty()) {
      return Optional.empty();
    }
    Duration silence = Duration.ofNanos(nanoTime.getAsLong() - beat.getAsLong());
    return silence.compareTo(limit) <= 0
        ? Optional.empty()
        : Optional.of("no progress for " + silence.toSeconds() + " s");
  }
}
