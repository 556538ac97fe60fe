package dev.fungible.simulator.synthetic;

import dev.fungible.simulator.trace.DemandTrace;
import java.time.Duration;

/** What-if changes to a demand trace; each gives a new trace and leaves the given one. */
public final class Variants {

  /** How long the usual flash crowd stays. */
  public static final Duration CROWD_LENGTH = Duration.ofHours(1);

  /** How much demand the usual flash crowd adds. */
  public static final double CROWD_HEIGHT = 0.2;

  private static final Duration DAY = Duration.ofDays(1);

  private Variants() {}

  /** One class's demand later by the duration, or earlier if negative; the end comes first. */
  public static DemandTrace shiftPeaks(DemandTrace trace, String workloadClass, Duration by) {
    double[] nodes = column(trace, workloadClass);
    long step = trace.step().toNanos();
    long shift = Math.floorMod(by.toNanos(), trace.horizon().toNanos());
    int whole = (int) (shift / step);
    double part = (double) (shift % step) / step;
    double[] shifted = new double[nodes.length];
    for (int i = 0; i < nodes.length; i++) {
      double later = nodes[Math.floorMod(i - whole, nodes.length)];
      double earlier = nodes[Math.floorMod(i - whole - 1, nodes.length)];
      shifted[i] = part == 0 ? later : (1 - part) * later + part * earlier;
    }
    return changed(trace, workloadClass, shifted);
  }

  /** One class's demand raised by the share {@code height} from a time on, for a while. */
  public static DemandTrace flashCrowd(
      DemandTrace trace, String workloadClass, Duration at, Duration length, double height) {
    double[] nodes = column(trace, workloadClass);
    double[] crowded = nodes.clone();
    addCrowd(trace, nodes, crowded, at, length, height);
    return changed(trace, workloadClass, crowded);
  }

  /** The usual flash crowd of one class, around each day's highest step. */
  public static DemandTrace dailyFlashCrowds(DemandTrace trace, String workloadClass) {
    return dailyFlashCrowds(trace, workloadClass, CROWD_LENGTH, CROWD_HEIGHT);
  }

  /** A flash crowd of one class around the middle of each day's highest step. */
  public static DemandTrace dailyFlashCrowds(
      DemandTrace trace, String workloadClass, Duration length, double height) {
    double[] nodes = column(trace, workloadClass);
    double[] crowded = nodes.clone();
    int from = 0;
    while (from < nodes.length) {
      int to = from + 1;
      int peak = from;
      for (; to < nodes.length && day(trace, to) == day(trace, from); to++) {
        peak = nodes[to] > nodes[peak] ? to : peak;
      }
      Duration middle = trace.step().multipliedBy(2L * peak + 1).dividedBy(2);
      addCrowd(trace, nodes, crowded, middle.minus(length.dividedBy(2)), length, height);
      from = to;
    }
    return changed(trace, workloadClass, crowded);
  }

  /** One class's demand times a factor of at least 0. */
  public static DemandTrace scale(DemandTrace trace, String workloadClass, double factor) {
    double[] nodes = column(trace, workloadClass);
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] *= factor;
    }
    return changed(trace, workloadClass, nodes);
  }

  /** Raises each step by the height, times the share of it that the crowd is there. */
  private static void addCrowd(
      DemandTrace trace,
      double[] nodes,
      double[] crowded,
      Duration at,
      Duration length,
      double height) {
    Setting.within("height", height, -1, 1000);
    long step = trace.step().toNanos();
    long from = at.toNanos();
    long to = at.plus(length).toNanos();
    for (int i = 0; i < nodes.length; i++) {
      long overlap = Math.min(to, (i + 1) * step) - Math.max(from, i * step);
      if (overlap > 0) {
        crowded[i] += nodes[i] * height * overlap / step;
      }
    }
  }

  private static long day(DemandTrace trace, int step) {
    return trace.step().multipliedBy(step).dividedBy(DAY);
  }

  private static double[] column(DemandTrace trace, String workloadClass) {
    return trace.column(trace.indexOf(workloadClass));
  }

  private static DemandTrace changed(DemandTrace trace, String workloadClass, double[] nodes) {
    return trace.with(trace.indexOf(workloadClass), nodes);
  }
}
