package dev.fungible.operator.act;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fungible.operator.kube.ApiFailure;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.kube.KubePath;
import dev.fungible.operator.kube.ObjectStore;
import dev.fungible.operator.kube.PatchType;
import dev.fungible.operator.view.NodeProjection;
import dev.fungible.operator.view.NodeView;
import dev.fungible.scheduler.execute.StaleViewException;
import dev.fungible.scheduler.model.Shift;
import java.util.Collection;
import java.util.Optional;

/**
 * Nodes as the server has them, read anew for every change, and written only if nobody else has
 * written since. What is read or written is known to the next look at the store.
 */
final class Nodes {

  private final KubeApi api;
  private final ObjectStore<NodeView> store;
  private final NodeProjection projection = new NodeProjection();

  Nodes(KubeApi api, ObjectStore<NodeView> store) {
    this.api = api;
    this.store = store;
  }

  /** The node as it was last seen. */
  Optional<NodeView> known(String name) {
    return store.find(name);
  }

  /** All nodes as they were last seen. */
  Collection<NodeView> known() {
    return store.all();
  }

  /**
   * The node as it is, to change it.
   *
   * @throws StaleViewException if it is gone
   */
  NodeEdit edit(String name) {
    try {
      JsonNode live = api.get(KubePath.node(name));
      projection.of(live).ifPresent(store::refresh);
      return new NodeEdit(live);
    } catch (ApiFailure e) {
      throw e.isNotFound() ? new StaleViewException("Node " + name + " is gone", e) : e;
    }
  }

  /**
   * The same, for the next step of a shift.
   *
   * @throws StaleViewException if the node does not carry just this record
   */
  NodeEdit edit(Shift shift) {
    NodeEdit edit = edit(shift.node());
    Optional<Shift> record = edit.record();
    if (!record.equals(Optional.of(shift))) {
      throw new StaleViewException(
          "Node "
              + shift.node()
              + " carries "
              + record.map(Object::toString).orElse("no record")
              + ", not "
              + shift);
    }
    return edit;
  }

  /**
   * Writes what is not so already.
   *
   * @throws StaleViewException if another writer was faster; nothing is written
   * @throws ApiFailure if the server refused, or did not answer: it may be written then
   */
  void write(NodeEdit edit) {
    if (edit.isEmpty()) {
      return;
    }
    try {
      JsonNode written = api.patch(KubePath.node(edit.name()), PatchType.MERGE, edit.patch());
      projection.of(written).ifPresent(store::refresh);
    } catch (ApiFailure e) {
      throw e.isConflict() || e.isNotFound()
          ? new StaleViewException("Node " + edit.name() + " has changed since it was read", e)
          : e;
    }
  }

  /**
   * Sets an annotation of a node that has not been written since it was seen like this; false, with
   * nothing written, if it has.
   *
   * @throws ApiFailure if the server refused, or did not answer: it may be written then
   */
  boolean isAnnotatedUnread(NodeView seen, String key, String value) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    ObjectNode metadata = patch.putObject("metadata").put("uid", seen.uid());
    metadata.put("resourceVersion", String.valueOf(seen.resourceVersion()));
    metadata.putObject("annotations").put(key, value);
    try {
      JsonNode written = api.patch(KubePath.node(seen.name()), PatchType.MERGE, patch);
      projection.of(written).ifPresent(store::refresh);
      return true;
    } catch (ApiFailure e) {
      if (e.isConflict() || e.isNotFound()) {
        return false;
      }
      throw e;
    }
  }
}
