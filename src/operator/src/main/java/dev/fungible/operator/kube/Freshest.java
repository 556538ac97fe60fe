package dev.fungible.operator.kube;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When something was last known to be up to date. Safe for use by several threads. */
final class Freshest {

  private final InstantSource time;
  private volatile @Nullable Moment last;

  /**
   * By the clock on the wall, which may be set, and by that of the process, which may stand still.
   */
  private record Moment(Instant wall, long nanos) {}

  Freshest(InstantSource time) {
    this.time = time;
  }

  /** It is up to date now. */
  void now() {
    last = new Moment(time.instant(), System.nanoTime());
  }

  /** How long ago that was; empty when it never was. */
  Optional<Duration> age() {
    Moment known = last;
    if (known == null) {
      return Optional.empty();
    }
    Duration byWall = Duration.between(known.wall, time.instant());
    // Set back, it must not make old news fresh.
    return Optional.of(
        byWall.isNegative() ? Duration.ofNanos(System.nanoTime() - known.nanos) : byWall);
  }
}
