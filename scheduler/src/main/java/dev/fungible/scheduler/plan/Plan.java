package dev.fungible.scheduler.plan;

import java.util.List;

/**
 * What to do now.
 *
 * @param moves shifts to start, in order
 * @param recalls shifts under way that nobody wants any more and that can still turn back
 * @param rejections what the allocation asked for and does not happen now
 */
public record Plan(List<Move> moves, List<Recall> recalls, List<Rejection> rejections) {

  public Plan {
    moves = List.copyOf(moves);
    recalls = List.copyOf(recalls);
    rejections = List.copyOf(rejections);
  }

  /** Whether there is nothing to start and nothing to turn back. */
  public boolean isEmpty() {
    return moves.isEmpty() && recalls.isEmpty();
  }

  /**
   * A shift to turn back.
   *
   * @param node name of the node
   * @param shift id of the shift
   * @param reason why, for people
   */
  public record Recall(String node, String shift, String reason) {}
}
