package dev.fungible.scheduler.model;

/**
 * What was seen of a node, as opposed to what was asked for.
 *
 * @param healthy it can run work
 * @param cordoned it carries the taint of its shift
 * @param vacant no pod on it holds a GPU
 * @param ready a pod of its assigned class on it is ready to work
 */
public record NodeCondition(boolean healthy, boolean cordoned, boolean vacant, boolean ready) {

  public static final NodeCondition IDLE = new NodeCondition(true, false, true, false);
  public static final NodeCondition BUSY = new NodeCondition(true, false, false, true);
  public static final NodeCondition DOWN = new NodeCondition(false, false, true, false);
}
