package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.WorkloadClass;
import java.util.Arrays;
import java.util.List;

/** A number for each class. There are few classes, so that looking through a list beats hashing. */
final class ClassCounts {

  private final List<WorkloadClass> classes;
  private final int[] counts;

  ClassCounts(List<WorkloadClass> classes) {
    this.classes = classes;
    counts = new int[classes.size()];
  }

  /** The number of the class; 0 for one that is not listed. */
  int of(WorkloadClass workloadClass) {
    int index = classes.indexOf(workloadClass);
    return index < 0 ? 0 : counts[index];
  }

  /** Adds to the number of a class that is listed. */
  void add(WorkloadClass workloadClass, int more) {
    int index = classes.indexOf(workloadClass);
    if (index >= 0) {
      counts[index] += more;
    }
  }

  /** All numbers together. */
  int sum() {
    return Arrays.stream(counts).sum();
  }
}
