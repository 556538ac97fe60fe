package dev.fungible.operator.kube;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When something was last known to be up to date. Safe for use by several threads. */
final class Freshest {

  private final InstantSource time;
  private volatile @Nullable Instant last;

  Freshest(InstantSource time) {
    this.time = time;
  }

  /** It is up to date now. */
  void now() {
    last = time.instant();
  }

  /** How long ago that was; empty when it never was. */
  Optional<Duration> age() {
    Instant known = last;
    if (known == null) {
      return Optional.empty();
    }
    Duration age = Duration.between(known, time.instant());
    return Optional.of(age.isNegative() ? Duration.ZERO : age);
  }
}
