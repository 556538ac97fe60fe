package dev.fungible.scheduler.plan;

/**
 * One way to free nodes of a cluster.
 *
 * @param nodes indexes of the nodes that become free, ascending
 * @param loss GPU-hours lost for it
 */
record Release(int[] nodes, double loss) {}
