package dev.fungible.simulator.trace;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Nodes that each serving class needs over time: one uniform step function a class; immutable. */
public final class DemandTrace {

  private static final double SECONDS_PER_HOUR = 3600;

  private final List<String> classes;
  private final StepFunction[] columns;

  private DemandTrace(List<String> classes, StepFunction[] columns) {
    this.classes = classes;
    this.columns = columns;
  }

  /**
   * A trace of {@code nodes[class][step]}, which are copied.
   *
   * @throws IllegalArgumentException when names repeat, columns differ in length or are empty, a
   *     value is not finite and at least 0, or the step is not above 0
   */
  public static DemandTrace of(List<String> classes, Duration step, double[][] nodes) {
    if (classes.isEmpty() || classes.size() != nodes.length) {
      throw new IllegalArgumentException(
          "A demand trace needs as many columns as classes, and at least one");
    }
    if (classes.stream().distinct().count() != classes.size()) {
      throw new IllegalArgumentException("Classes " + classes + " are not distinct");
    }
    StepFunction[] columns = new StepFunction[nodes.length];
    for (int i = 0; i < nodes.length; i++) {
      requireColumn(classes.get(i), nodes[i], nodes[0].length);
      columns[i] = new StepFunction(step, nodes[i]);
    }
    return new DemandTrace(List.copyOf(classes), columns);
  }

  /** The classes, in the order of the columns. */
  public List<String> classes() {
    return classes;
  }

  /** The column of the class; refuses a class that the trace has not. */
  public int indexOf(String workloadClass) {
    int index = classes.indexOf(workloadClass);
    if (index < 0) {
      throw new IllegalArgumentException(
          "Class is \"" + workloadClass + "\"; expected one of " + classes);
    }
    return index;
  }

  /** Number of steps. */
  public int steps() {
    return columns[0].steps();
  }

  /** Length of a step. */
  public Duration step() {
    return columns[0].step();
  }

  /** Where the trace ends: steps × step. */
  public Duration horizon() {
    return columns[0].horizon();
  }

  /** Nodes in force from {@code stepIndex} × step up to the next step. */
  public double nodes(int classIndex, int stepIndex) {
    return columns[classIndex].value(stepIndex);
  }

  /** Nodes in force at the time; 0 outside the trace. */
  public double at(int classIndex, Duration time) {
    return columns[classIndex].at(time);
  }

  /** Mean nodes over (from, to], clipped to the trace; 0 when nothing of it lies inside. */
  public double mean(int classIndex, Duration from, Duration to) {
    return columns[classIndex].mean(from, to);
  }

  /** Mean nodes over the whole trace. */
  public double mean(int classIndex) {
    return columns[classIndex].mean();
  }

  /** The most nodes of any step. */
  public double peak(int classIndex) {
    return columns[classIndex].peak();
  }

  /** Node-hours over the whole trace. */
  public double total(int classIndex) {
    return columns[classIndex].sum() * Seconds.of(step()) / SECONDS_PER_HOUR;
  }

  /** The class's nodes by step, a copy. */
  public double[] column(int classIndex) {
    return columns[classIndex].values();
  }

  /** This trace with other nodes for one class. */
  public DemandTrace with(int classIndex, double[] nodes) {
    requireColumn(classes.get(classIndex), nodes, steps());
    StepFunction[] changed = columns.clone();
    changed[classIndex] = new StepFunction(step(), nodes);
    return new DemandTrace(classes, changed);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DemandTrace that
        && classes.equals(that.classes)
        && Arrays.equals(columns, that.columns);
  }

  @Override
  public int hashCode() {
    return 31 * classes.hashCode() + Arrays.hashCode(columns);
  }

  @Override
  public String toString() {
    return "DemandTrace[classes=" + classes + ", steps=" + steps() + ", step=" + step() + "]";
  }

  private static void requireColumn(String workloadClass, double[] nodes, int steps) {
    if (workloadClass.isBlank() || nodes.length != steps) {
      throw new IllegalArgumentException(
          "Column \"" + workloadClass + "\" has " + nodes.length + " steps; expected " + steps);
    }
    for (double value : nodes) {
      if (!(value >= 0) || Double.isInfinite(value)) {
        throw new IllegalArgumentException(
            "Nodes of "
                + workloadClass
                + " are "
                + value
                + "; expected a finite number, at least 0");
      }
    }
  }
}
