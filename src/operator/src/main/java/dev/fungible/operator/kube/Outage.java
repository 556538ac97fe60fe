package dev.fungible.operator.kube;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells when something that was away for a while came back. Safe for use by several threads. */
final class Outage {

  /** A connection that is lost and made again at once has kept nobody from anything. */
  private static final Duration BLINK = Duration.ofSeconds(3);

  private final InstantSource time;
  private @Nullable Instant since;
  private @Nullable Instant over;

  Outage(InstantSource time) {
    this.time = time;
  }

  /** It cannot be reached. */
  synchronized void failed() {
    if (since == null) {
      since = time.instant();
    }
  }

  /** It answers. */
  synchronized void answered() {
    if (since != null) {
      Instant now = time.instant();
      if (Duration.between(since, now).compareTo(BLINK) > 0) {
        over = now;
      }
      since = null;
    }
  }

  /** When it last came back after it was away; empty when it never was. */
  synchronized Optional<Instant> over() {
    return Optional.ofNullable(over);
  }
}
