package dev.fungible.operator.act;

import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.kube.ObjectStore;
import dev.fungible.operator.view.Keys;
import dev.fungible.operator.view.NodeView;
import dev.fungible.scheduler.execute.ShiftStore;
import dev.fungible.scheduler.execute.StaleViewException;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.snapshot.BadSnapshot;
import dev.fungible.snapshot.ShiftJson;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Records of shifts as annotations of their nodes. Each is compared with the last record, and
 * written only if nobody has written the node since that was read; if somebody has, and where
 * nothing would be written, it is compared with the record on the server itself. A record that
 * cannot be read is never replaced.
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
    if (seen.isPresent() && isSavedUnread(shift, seen.get())) {
      return;
    }
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

  /**
   * Saves without a read first what follows the record that was last seen: the server refuses it if
   * that is not the last one. False where nothing was saved, and the server has to be asked.
   */
  private boolean isSavedUnread(Shift shift, NodeView seen) {
    Optional<String> labelled = seen.classLabel();
    Optional<String> present = seen.annotation(Keys.SHIFT);
    boolean begins = present.isEmpty() && shift.phase() == ShiftPhase.PENDING;
    if (begins && (seen.deleting() || !isDonors(shift, labelled))) {
      return false;
    }
    String next = ShiftJson.write(shift);
    return !present.equals(Optional.of(next))
        && follows(shift, present)
        && nodes.isAnnotatedUnread(seen, Keys.SHIFT, next);
  }

  private static boolean follows(Shift shift, Optional<String> present) {
    try {
      return shift.supersedes(
          present.map(json -> ShiftJson.read("node " + shift.node(), json)).orElse(null));
    } catch (BadSnapshot e) {
      return false;
    }
  }

  private static boolean isDonors(Shift shift, Optional<String> labelled) {
    return labelled.isEmpty() || labelled.get().equals(shift.from().name());
  }

  /** A plan is for the node that it was made for: the same one, and in the donor's hands. */
  private static void requireUnchanged(Shift shift, Optional<NodeView> seen, NodeEdit live) {
    Optional<String> labelled = live.label(Keys.CLASS);
    boolean same =
        seen.filter(view -> view.uid().equals(live.uid()) && view.classLabel().equals(labelled))
            .isPresent();
    if (!same || !isDonors(shift, labelled) || live.isDeleting()) {
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
