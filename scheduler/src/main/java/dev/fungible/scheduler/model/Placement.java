package dev.fungible.scheduler.model;

/**
 * What a gang holds on one node.
 *
 * @param node name of the node
 * @param gpus GPUs held there, at least 1
 */
public record Placement(String node, int gpus) implements Comparable<Placement> {

  public Placement {
    if (gpus < 1) {
      throw new IllegalArgumentException(
          "A placement on " + node + " holds at least 1 GPU, not " + gpus);
    }
  }

  @Override
  public int compareTo(Placement other) {
    return node.compareTo(other.node);
  }
}
