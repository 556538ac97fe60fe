package dev.fungible.operator.act;

import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.kube.ObjectStore;
import dev.fungible.operator.view.Keys;
import dev.fungible.operator.view.NodeView;
import dev.fungible.operator.view.PodView;
import dev.fungible.scheduler.execute.StaleViewException;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.WorkloadClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts right what no shift looks after: what a crash or a person left behind, and nodes that are in
 * a class without saying so. Every node is read anew before it is written. For the leader, before
 * each cycle; costs no request where there is nothing to do. Pools that are off are left alone; in
 * observed ones only what was left from an earlier time is taken away.
 */
public final class Housekeeping {

  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

  /**
   * Shifts under way must not wait until thousands of nodes are adopted; the next round goes on.
   */
  private static final int MOST_AT_ONCE = 100;

  private final Nodes nodes;
  private final CheckpointRequests checkpoints;
  private final JobShrink shrink;

  /**
   * Housekeeping of this cluster.
   *
   * @param nodes what is known of the nodes; learns what is written
   * @param pods what is known of the pods; learns what is written
   * @param gangOf the gang of a pod
   */
  public Housekeeping(
      KubeApi api,
      ObjectStore<NodeView> nodes,
      ObjectStore<PodView> pods,
      Function<PodView, String> gangOf) {
    this.nodes = new Nodes(api, nodes);
    this.checkpoints = new CheckpointRequests(api, pods, new GangMembers(pods, gangOf));
    this.shrink = new JobShrink(api, this.nodes, new Jobs(api));
  }

  /**
   * Something that was put right.
   *
   * @param object what was changed, like {@code node/gpu-1} or {@code pod/team/train-0}
   * @param what the change, for people
   */
  public record Done(String object, String what) {}

  /**
   * Whether there may be something to put right; without it, {@link #tidy} need not be called. Far
   * quicker than a snapshot, and true for many a node that turns out to be in order.
   *
   * @param inPool whether a node is in a pool
   */
  public boolean isWanted(Predicate<NodeView> inPool) {
    for (NodeView view : nodes.known()) {
      if (isOdd(view) && inPool.test(view)) {
        return true;
      }
    }
    return checkpoints.isAnyAsked();
  }

  private static boolean isOdd(NodeView view) {
    if (view.annotations().containsKey(Keys.SHRINKING)) {
      return true;
    }
    if (view.annotations().containsKey(Keys.SHIFT)) {
      return false;
    }
    Optional<String> label = view.classLabel();
    return view.isShiftCordoned() || label.isEmpty() || !Assignment.isTainted(view, label.get());
  }

  /** Puts right what this snapshot shows; a failure is logged, and tried again the next time. */
  public List<Done> tidy(ClusterSnapshot seen) {
    List<Done> done = new ArrayList<>();
    for (GpuNode node : seen.nodes()) {
      Mode mode = seen.pool(node.pool()).mode();
      nodes
          .known(node.name())
          .filter(view -> mode != Mode.OFF && !view.deleting())
          .ifPresent(view -> attempt(() -> tidy(node, view, mode, done), node.name()));
    }
    attempt(() -> withdraw(seen, done), "checkpoint requests");
    return done;
  }

  private static void attempt(Runnable task, String what) {
    try {
      task.run();
    } catch (StaleViewException e) {
      LOG.debug("{}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.warn("Housekeeping of {}: {}", what, e.getMessage());
    }
  }

  private void tidy(GpuNode node, NodeView view, Mode mode, List<Done> done) {
    Shift shift = node.shift();
    if (view.annotations().containsKey(Keys.SHIFT)) {
      if (shift != null && !shift.phase().isUndone() && shrink.isOwing(view.name())) {
        shrink.settle(shift);
      }
      return;
    }
    if (view.isShiftCordoned() || view.annotations().containsKey(Keys.SHRINKING)) {
      change(
          view,
          "taken: a taint or note of a shift without its record",
          edit -> edit.withoutTaint(Keys.SHIFTING).annotation(Keys.SHRINKING, null),
          done);
    }
    if (mode == Mode.ENFORCE && done.size() < MOST_AT_ONCE) {
      assign(node, view, done);
    }
  }

  private void assign(GpuNode node, NodeView view, List<Done> done) {
    WorkloadClass adopted = node.labelled();
    Optional<String> label = view.classLabel();
    if (label.isEmpty()) {
      // The taint of a class could keep away what makes a new node fit: drivers, device plugins.
      if (!node.condition().healthy()) {
        return;
      }
      change(
          view,
          "adopted into " + adopted,
          edit ->
              edit.label(Keys.CLASS).isPresent() ? edit : Assignment.assigned(edit, adopted.name()),
          done);
    } else if (label.get().equals(adopted.name()) && !Assignment.isTainted(view, label.get())) {
      change(
          view,
          "taint " + Keys.CLASS + " made to say " + label.get() + ", as the label does",
          edit ->
              edit.label(Keys.CLASS).equals(label) ? Assignment.assigned(edit, label.get()) : edit,
          done);
    }
  }

  private void change(
      NodeView view, String what, Function<NodeEdit, NodeEdit> change, List<Done> done) {
    NodeEdit live = nodes.edit(view.name());
    Predicate<NodeEdit> isSame =
        edit -> edit.uid().equals(view.uid()) && edit.annotation(Keys.SHIFT).isEmpty();
    if (isSame.test(live)) {
      NodeEdit edit = change.apply(live);
      if (!edit.isEmpty()) {
        nodes.write(edit);
        done.add(new Done("node/" + view.name(), what));
      }
    }
  }

  /** Only where every pool says whether its pods may be touched. */
  private void withdraw(ClusterSnapshot seen, List<Done> done) {
    List<PodView> unwanted =
        checkpoints.unwanted(nodes.known()).stream()
            .filter(pod -> pod.node() != null && mayTouch(seen, pod.node()))
            .toList();
    checkpoints.withdraw(unwanted);
    unwanted.forEach(
        pod -> done.add(new Done("pod/" + pod.key(), "no shift asks it for a checkpoint")));
  }

  private static boolean mayTouch(ClusterSnapshot seen, String node) {
    return seen.node(node).filter(on -> seen.pool(on.pool()).mode() != Mode.OFF).isPresent();
  }
}
