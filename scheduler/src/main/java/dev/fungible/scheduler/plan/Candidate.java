package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.WorkloadClass;
import java.util.List;

/**
 * A node that may leave its class now.
 *
 * @param node the node
 * @param gangs those on it that no earlier move of this plan stops
 */
record Candidate(GpuNode node, List<Gang> gangs) {

  WorkloadClass donor() {
    return node.labelled();
  }

  boolean isIdle() {
    return gangs.isEmpty();
  }
}
