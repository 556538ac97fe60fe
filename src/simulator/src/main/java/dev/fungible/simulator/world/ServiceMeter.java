package dev.fungible.simulator.world;

import dev.fungible.simulator.result.Attainment;
import java.util.Arrays;

/** Measures how well one serving class is served: sums over time, kept at every change. */
final class ServiceMeter {

  private static final long WINDOW_SECONDS = 3600;

  private final long measuredFrom;
  private long[] times = new long[1024];
  private double[] served = new double[1024];
  private double[] demanded = new double[1024];
  private int size = 1;
  private long attainedSeconds;

  /**
   * A meter.
   *
   * @param measuredFrom second from which the attainment counts
   */
  ServiceMeter(long measuredFrom) {
    this.measuredFrom = measuredFrom;
  }

  /** Books the time up to {@code end}, in which nothing changed. */
  void elapse(long end, double demandNodes, int readyNodes) {
    int last = size - 1;
    long seconds = end - times[last];
    if (readyNodes >= demandNodes) {
      attainedSeconds += Math.max(0, end - Math.max(measuredFrom, times[last]));
    }
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      served = Arrays.copyOf(served, 2 * size);
      demanded = Arrays.copyOf(demanded, 2 * size);
    }
    times[size] = end;
    served[size] = served[last] + Math.min(demandNodes, readyNodes) * seconds;
    demanded[size] = demanded[last] + demandNodes * seconds;
    size++;
  }

  /** Demand met since the start, in node-seconds. */
  double servedNodeSeconds() {
    return served[size - 1];
  }

  /** Mean nodes of demand met, by cell of so many seconds. */
  double[] servedNodes(long cellSeconds) {
    double[] means = new double[(int) (end() / cellSeconds)];
    for (int cell = 0; cell < means.length; cell++) {
      means[cell] = over(served, cell * cellSeconds, (cell + 1) * cellSeconds) / cellSeconds;
    }
    return means;
  }

  Attainment attainment() {
    return new Attainment(
        demandAttainment(measuredFrom, end()),
        (double) attainedSeconds / (end() - measuredFrom),
        worstHour());
  }

  /**
   * Between two changes the attainment of a sliding window is a quotient of linear functions, hence
   * monotone: its lowest value lies where the window starts or ends at a change, or where measuring
   * starts.
   */
  private double worstHour() {
    double worst = attainmentOfHourFrom(measuredFrom);
    for (int i = 0; i < size; i++) {
      worst = Math.min(worst, attainmentOfHourFrom(times[i]));
      worst = Math.min(worst, attainmentOfHourFrom(times[i] - WINDOW_SECONDS));
    }
    return worst;
  }

  private double attainmentOfHourFrom(long start) {
    boolean measured = start >= measuredFrom && start + WINDOW_SECONDS <= end();
    return measured ? demandAttainment(start, start + WINDOW_SECONDS) : 1;
  }

  private double demandAttainment(long from, long to) {
    double demand = over(demanded, from, to);
    return demand <= 0 ? 1 : over(served, from, to) / demand;
  }

  private double over(double[] sums, long from, long to) {
    return at(sums, to) - at(sums, from);
  }

  private double at(double[] sums, long time) {
    int found = Arrays.binarySearch(times, 0, size, time);
    if (found >= 0) {
      return sums[found];
    }
    int next = -found - 1;
    double share = (double) (time - times[next - 1]) / (times[next] - times[next - 1]);
    return sums[next - 1] + share * (sums[next] - sums[next - 1]);
  }

  private long end() {
    return times[size - 1];
  }
}
