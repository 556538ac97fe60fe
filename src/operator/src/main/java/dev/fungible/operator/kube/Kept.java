package dev.fungible.operator.kube;

/** What is kept of an object. */
public interface Kept {

  /** Its name, with the namespace before it where it has one: {@code namespace/name}. */
  String key();

  /** Tells it from another of the same name. */
  String uid();

  /** Grows with every change to the object. */
  long resourceVersion();

  /** Whether nothing that is kept differs, whatever else of the object has changed. */
  default boolean saysTheSameAs(Kept other) {
    return equals(other);
  }
}
