package dev.fungible.operator.observe;

import dev.fungible.operator.kube.Kept;
import dev.fungible.operator.kube.Reflector;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Objects of one kind as they are known.
 *
 * @param what what they are called, for people
 * @param objects all of them, in no order
 * @param age how long ago they were known to be all and up to date; empty before the first time
 * @param outageOver when their server last came back after it was away; empty when it never was
 */
public record Watched<T>(
    String what,
    Supplier<Collection<T>> objects,
    Supplier<Optional<Duration>> age,
    Supplier<Optional<Instant>> outageOver) {

  /** Objects whose server never was away. */
  public Watched(String what, Supplier<Collection<T>> objects, Supplier<Optional<Duration>> age) {
    this(what, objects, age, Optional::empty);
  }

  /** What that reflector knows. */
  public static <T extends Kept> Watched<T> by(String what, Reflector<T> reflector) {
    return new Watched<>(what, reflector.store()::all, reflector::age, reflector::outageOver);
  }
}
