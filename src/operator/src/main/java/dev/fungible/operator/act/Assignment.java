package dev.fungible.operator.act;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.kube.KubePath;
import dev.fungible.operator.view.Keys;
import dev.fungible.operator.view.NodeView;
import dev.fungible.operator.view.PodProjection;
import dev.fungible.operator.view.PodView;
import dev.fungible.operator.view.Taint;
import dev.fungible.scheduler.execute.StaleViewException;
import dev.fungible.scheduler.model.Shift;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Hands a node over: label and taint together, once no pod on it holds a GPU. */
final class Assignment {

  private final KubeApi api;
  private final Nodes nodes;
  private final Function<NodeView, Optional<String>> gpuResource;
  private final PodProjection projection = new PodProjection();

  Assignment(KubeApi api, Nodes nodes, Function<NodeView, Optional<String>> gpuResource) {
    this.api = api;
    this.nodes = nodes;
    this.gpuResource = gpuResource;
  }

  /**
   * The node is the receiver's.
   *
   * @throws RefusedException if a pod on it holds a GPU
   * @throws StaleViewException if it was open to pods meanwhile; it is closed again, to look anew
   */
  void ensure(Shift shift) {
    NodeEdit edit = nodes.edit(shift);
    if (edit.label(Keys.CLASS).equals(Optional.of(shift.to().name()))
        && edit.hasTaint(Keys.CLASS)
        && edit.annotation(Keys.ASSIGNED_AT).equals(Optional.of(assignedAt(shift)))) {
      return;
    }
    if (!edit.hasTaint(Keys.SHIFTING)) {
      nodes.write(edit.taint(shifting(shift)));
      throw new StaleViewException(
          "Node " + shift.node() + " had lost its taint " + Keys.SHIFTING + ", pods may have come");
    }
    requireVacant(shift.node());
    nodes.write(
        assigned(edit, shift.to().name())
            .annotation(Keys.ASSIGNED_AT, assignedAt(shift))
            .annotation(Keys.LENDER, shift.lender() == null ? null : shift.lender().name()));
  }

  /** The same at every try. */
  private static String assignedAt(Shift shift) {
    return shift.phaseSince().toString();
  }

  /** The taint of a node that a shift holds; its value tells shifts of the node apart. */
  static Taint shifting(Shift shift) {
    String value = Long.toString(shift.startedAt().toEpochMilli());
    return new Taint(Keys.SHIFTING, value, Taint.NO_SCHEDULE);
  }

  /** The node's label and taint say that class. */
  static NodeEdit assigned(NodeEdit edit, String workloadClass) {
    return edit.label(Keys.CLASS, workloadClass)
        .taint(new Taint(Keys.CLASS, workloadClass, Taint.NO_SCHEDULE));
  }

  /** Whether the node has just the taint that says that class. */
  static boolean isTainted(NodeView node, String workloadClass) {
    Taint wanted = new Taint(Keys.CLASS, workloadClass, Taint.NO_SCHEDULE);
    return node.taints().stream()
        .filter(taint -> taint.key().equals(Keys.CLASS))
        .toList()
        .equals(List.of(wanted));
  }

  private void requireVacant(String node) {
    String resource =
        nodes
            .known(node)
            .flatMap(gpuResource)
            .orElseThrow(() -> new StaleViewException("Node " + node + " is in no pool any more"));
    JsonNode pods = api.get(KubePath.PODS, Map.of("fieldSelector", "spec.nodeName=" + node));
    for (JsonNode pod : pods.path("items")) {
      Optional<PodView> holder = projection.of(pod).filter(kept -> kept.asksFor(resource) > 0);
      if (holder.isPresent()) {
        throw new RefusedException(
            "Node %s is not vacant: pod %s holds %d %s"
                .formatted(node, holder.get().key(), holder.get().asksFor(resource), resource));
      }
    }
  }
}
