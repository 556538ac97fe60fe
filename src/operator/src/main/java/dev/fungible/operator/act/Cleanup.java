package dev.fungible.operator.act;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fungible.operator.kube.ApiFailure;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.kube.KubePath;
import dev.fungible.operator.kube.PatchType;
import dev.fungible.operator.view.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Takes everything that this project has put on nodes and running pods off them again, shifts under
 * way included. Pods are left to run where they are; what was put on objects by their users stays.
 */
public final class Cleanup {

  /** Annotations that are written here. Others of the same prefix are somebody else's. */
  private static final List<String> NODE_ANNOTATIONS =
      List.of(Keys.SHIFT, Keys.SHIFT_HISTORY, Keys.SHRINKING, Keys.ASSIGNED_AT, Keys.LENDER);

  private static final List<String> TAINTS = List.of(Keys.CLASS, Keys.SHIFTING);
  private static final int PAGE = 500;
  private static final int TRIES = 5;

  private final KubeApi api;
  private final BooleanSupplier isLed;
  private final Consumer<String> out;

  /**
   * A cleanup of this cluster.
   *
   * @param isLed whether an operator leads it now
   * @param out is told every change in a line
   */
  public Cleanup(KubeApi api, BooleanSupplier isLed, Consumer<String> out) {
    this.api = api;
    this.isLed = isLed;
    this.out = out;
  }

  /** Why nothing was taken off, for people. */
  public static final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /**
   * What to take it off, and how.
   *
   * @param nodeSelector a label selector as kubectl takes it; empty for all nodes
   * @param dryRun changes are only told
   * @param force even while an operator leads, which will put back what is taken
   */
  public record Scope(String nodeSelector, boolean dryRun, boolean force) {}

  /**
   * Takes it off.
   *
   * @return how many objects were changed, or would have been
   * @throws Refused if an operator leads, unless it is forced
   */
  public int run(Scope scope) {
    if (!scope.force() && !scope.dryRun() && isLed.getAsBoolean()) {
      throw new Refused(
          "An operator leads this cluster and would put back what is taken off. Stop it first."
              + " Maybe scale its Deployment to 0?");
    }
    TreeSet<String> nodes = new TreeSet<>();
    int changed = 0;
    for (JsonNode node : list(KubePath.NODES, query(scope))) {
      String name = node.path("metadata").path("name").asText();
      nodes.add(name);
      changed += clean(name, node, scope.dryRun()) ? 1 : 0;
    }
    for (JsonNode pod : list(KubePath.PODS, Map.of())) {
      boolean selected = nodes.contains(pod.path("spec").path("nodeName").asText());
      changed += selected && withdraw(pod, scope.dryRun()) ? 1 : 0;
    }
    return changed;
  }

  private static Map<String, String> query(Scope scope) {
    return scope.nodeSelector().isEmpty()
        ? Map.of()
        : Map.of("labelSelector", scope.nodeSelector());
  }

  private List<JsonNode> list(String path, Map<String, String> selection) {
    List<JsonNode> objects = new ArrayList<>();
    Map<String, String> query = new TreeMap<>(selection);
    query.put("limit", Integer.toString(PAGE));
    String next;
    do {
      JsonNode page = api.get(path, query);
      page.path("items").forEach(objects::add);
      next = page.path("metadata").path("continue").asText();
      query.put("continue", next);
    } while (!next.isEmpty());
    return objects;
  }

  /** Tries again where another writer was faster: nobody comes back to do it later. */
  private boolean clean(String name, JsonNode listed, boolean dryRun) {
    JsonNode live = listed;
    for (int attempt = 1; ; attempt++) {
      NodeEdit edit = cleaned(new NodeEdit(live));
      if (edit.isEmpty()) {
        return false;
      }
      try {
        if (!dryRun) {
          api.patch(KubePath.node(name), PatchType.MERGE, edit.patch());
        }
        out.accept("node/" + name + ": label, taints and annotations taken off");
        return true;
      } catch (ApiFailure e) {
        if (e.isNotFound()) {
          return false;
        }
        if (!e.isConflict() || attempt == TRIES) {
          throw e;
        }
        live = api.get(KubePath.node(name));
      }
    }
  }

  private static NodeEdit cleaned(NodeEdit edit) {
    edit.label(Keys.CLASS, null);
    TAINTS.forEach(edit::withoutTaint);
    NODE_ANNOTATIONS.forEach(key -> edit.annotation(key, null));
    return edit;
  }

  private boolean withdraw(JsonNode pod, boolean dryRun) {
    JsonNode metadata = pod.path("metadata");
    if (!metadata.path("annotations").has(Keys.CHECKPOINT_REQUESTED)) {
      return false;
    }
    String namespace = metadata.path("namespace").asText();
    String name = metadata.path("name").asText();
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch
        .putObject("metadata")
        .put("uid", metadata.path("uid").asText())
        .putObject("annotations")
        .putNull(Keys.CHECKPOINT_REQUESTED);
    try {
      if (!dryRun) {
        api.patch(KubePath.pod(namespace, name), PatchType.MERGE, patch);
      }
      out.accept("pod/" + namespace + "/" + name + ": annotation " + Keys.CHECKPOINT_REQUESTED);
      return true;
    } catch (ApiFailure e) {
      if (e.isNotFound() || e.isConflict()) {
        return false;
      }
      throw e;
    }
  }
}
