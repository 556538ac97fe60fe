package dev.fungible.operator.act;

import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.kube.ObjectStore;
import dev.fungible.operator.view.Keys;
import dev.fungible.operator.view.NodeView;
import dev.fungible.scheduler.execute.ShiftStore;
import dev.fungible.scheduler.execute.StaleViewException;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.snapshot.ShiftJson;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Records of shifts as annotations of their nodes. Each is compared with the record on the server
 * itself, and written only if nobody has written the node in between. A record that cannot be read
 * is never replaced.
 */
public final class NodeRecords implements ShiftStore {

  private final Nodes nodes;

  /**
   * Records on the nodes of this cluster.
   *
   * @param known what the engine's view of the nodes is made of; it learns what is read and written
   */
  public NodeRecords(KubeApi api, ObjectStore<NodeView> known) {
    this.nodes = new Nodes(api, known);
  }

  @Override
  public void save(Shift shift) {
    // Before the live read, which renews it.
    Optional<NodeView> seen = nodes.known(shift.node());
    NodeEdit edit = nodes.edit(shift.node());
    @Nullable Shift stored = edit.record().orElse(null);
    if (!shift.supersedes(stored)) {
      throw new StaleViewException(
          "Node " + shift.node() + " carries " + stored + ", which " + shift + " does not follow");
    }
    if (stored == null && shift.phase() == ShiftPhase.PENDING) {
      requireUnchanged(shift, seen, edit);
    }
    nodes.write(edit.annotation(Keys.SHIFT, ShiftJson.write(shift)));
  }

  /** A plan is for the node that it was made for: the same one, and in the donor's hands. */
  private static void requireUnchanged(Shift shift, Optional<NodeView> seen, NodeEdit live) {
    Optional<String> labelled = live.label(Keys.CLASS);
    boolean same =
        seen.filter(view -> view.uid().equals(live.uid()) && view.classLabel().equals(labelled))
            .isPresent();
    boolean donors = labelled.isEmpty() || labelled.get().equals(shift.from().name());
    if (!same || !donors || live.isDeleting()) {
      throw new StaleViewException(
          "Node "
              + shift.node()
              + " is not as it was seen: it is labelled "
              + labelled.orElse("with no class")
              + ", and the shift is from "
              + shift.from());
    }
  }
}
