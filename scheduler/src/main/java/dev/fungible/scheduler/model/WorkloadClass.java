package dev.fungible.scheduler.model;

/**
 * A kind of work that nodes are assigned to.
 *
 * @param name unique, lower case, as in the label {@code fungible.dev/class}
 * @param kind whether its work queues or answers users
 */
public record WorkloadClass(String name, Kind kind) implements Comparable<WorkloadClass> {

  /** How a class's work behaves when it lacks nodes. */
  public enum Kind {
    /** Work waits in a queue and loses progress when it is stopped. */
    BATCH,
    /** Work arrives whenever users do and cannot wait. */
    SERVING
  }

  public static final WorkloadClass TRAINING = new WorkloadClass("training", Kind.BATCH);
  public static final WorkloadClass INFERENCE = new WorkloadClass("inference", Kind.SERVING);
  public static final WorkloadClass RANKING = new WorkloadClass("ranking", Kind.SERVING);

  public WorkloadClass {
    if (name.isBlank()) {
      throw new IllegalArgumentException("A workload class needs a name");
    }
  }

  /** Whether this class answers users. */
  public boolean isServing() {
    return kind == Kind.SERVING;
  }

  @Override
  public int compareTo(WorkloadClass other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
