package dev.fungible.scheduler.execute;

import dev.fungible.scheduler.model.Shift;
import java.time.Instant;
import java.util.List;

/**
 * A state of the cluster to bring about. Idempotent: where the state is there already, ensuring it
 * changes nothing, so that any command may be given again after a crash.
 */
public sealed interface Command {

  /** The shift that wants it. */
  Shift shift();

  /** Nothing to bring about in this phase. */
  record None(Shift shift) implements Command {}

  /** The node takes no new pods. */
  record Cordon(Shift shift) implements Command {}

  /**
   * These gangs are asked to save their work.
   *
   * @param gangs names of the gangs
   * @param deadline until when their answer is awaited
   */
  record RequestCheckpoint(Shift shift, List<String> gangs, Instant deadline) implements Command {}

  /**
   * The node becomes empty.
   *
   * <p>The command comes from one look at the cluster, and so may that of another node on which the
   * same elastic gang runs: each asks it for the same node that it can spare. Whoever carries the
   * command out therefore looks again, and counts for each gang to shrink the nodes on which it
   * runs now, without those that its pods are already leaving. Are there more than its minimum, its
   * pods leave this node and stay on the others. Else none of them leaves by this command: the gang
   * waits for a later one that names it in {@code evict}, or is evicted whole at once. It is never
   * left running below its minimum.
   *
   * @param shrink names of elastic gangs that give up this node and go on
   * @param evict names of gangs all of whose pods are evicted, on every node
   */
  record Drain(Shift shift, List<String> shrink, List<String> evict) implements Command {}

  /** The node belongs to the receiver: the point of no return. */
  record Assign(Shift shift) implements Command {}

  /**
   * The node takes pods again, and nobody is asked to save work for it any more. The cordon goes
   * last: once it is seen to be gone, this command is not given again.
   */
  record Uncordon(Shift shift) implements Command {}

  /** The shift is over: its record is taken off the node and kept as history. */
  record Close(Shift shift) implements Command {}
}
