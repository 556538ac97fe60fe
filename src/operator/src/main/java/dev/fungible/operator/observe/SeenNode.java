package dev.fungible.operator.observe;

import dev.fungible.configuration.PoolSettings;
import dev.fungible.operator.view.NodeView;
import dev.fungible.operator.view.PodView;
import dev.fungible.scheduler.model.GpuNode;

/** A node of a pool: as it was read, and as decisions see it. */
record SeenNode(NodeView view, PoolSettings pool, GpuNode node) {

  /** How many of the node's GPUs the pod holds if it is bound there. */
  int gpusOf(PodView pod) {
    return pod.asksFor(pool.gpuResource());
  }
}
