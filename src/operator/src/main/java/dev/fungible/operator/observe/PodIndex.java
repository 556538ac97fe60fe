package dev.fungible.operator.observe;

import dev.fungible.operator.view.PodView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Pods by the node that they are bound to, found in one pass over all of them. */
final class PodIndex {

  private final Map<String, List<PodView>> byNode = new HashMap<>();
  private final List<PodView> waiting = new ArrayList<>();

  PodIndex(Collection<PodView> pods) {
    for (PodView pod : pods) {
      if (pod.node() != null) {
        byNode.computeIfAbsent(pod.node(), node -> new ArrayList<>(8)).add(pod);
      } else if (!pod.deleting() && !pod.held()) {
        waiting.add(pod);
      }
    }
  }

  /** The pods bound to that node, in no order; those that are ending hold it still. */
  List<PodView> on(String node) {
    return byNode.getOrDefault(node, List.of());
  }

  /** The pods that only lack a node, in no order. */
  List<PodView> waiting() {
    return waiting;
  }
}
