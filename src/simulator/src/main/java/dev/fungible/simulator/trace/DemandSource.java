package dev.fungible.simulator.trace;

import java.nio.file.Path;

/**
 * Where the demand of one class comes from.
 *
 * @param path a ServeGen folder or an Azure LLM file
 * @param workloadClass the class, lower case
 * @param peakNodes nodes at the highest rate of the imported part
 * @param startDay days of the source to leave out
 */
public record DemandSource(Path path, String workloadClass, double peakNodes, int startDay) {

  private static final double MOST_NODES = 1e6;

  public DemandSource {
    if (!DemandFile.isClassName(workloadClass)) {
      throw new IllegalArgumentException(
          "Class is \"" + workloadClass + "\"; expected lower-case letters, digits and hyphens");
    }
    if (!(peakNodes > 0 && peakNodes <= MOST_NODES)) {
      throw new IllegalArgumentException(
          "Peak nodes are " + peakNodes + "; expected above 0 and at most " + MOST_NODES);
    }
    if (startDay < 0) {
      throw new IllegalArgumentException("Start day is " + startDay + "; expected at least 0");
    }
  }

  /** A source that is used from its start. */
  public static DemandSource of(Path path, String workloadClass, double peakNodes) {
    return new DemandSource(path, workloadClass, peakNodes, 0);
  }

  /** This source with so many days left out. */
  public DemandSource fromDay(int day) {
    return new DemandSource(path, workloadClass, peakNodes, day);
  }
}
