package dev.fungible.operator.act;

import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.kube.ObjectStore;
import dev.fungible.operator.view.Keys;
import dev.fungible.operator.view.NodeView;
import dev.fungible.operator.view.PodView;
import dev.fungible.scheduler.execute.Command;
import dev.fungible.scheduler.execute.NodeActuator;
import dev.fungible.scheduler.execute.StaleViewException;
import dev.fungible.scheduler.model.FinishedShift;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.snapshot.ShiftJson;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Commands on a Kubernetes cluster. A node is only written while it carries just the record that
 * the command is about, and only if nobody has written it since it was read; pods go through the
 * Eviction API alone. What is written is known to the next look at the stores.
 */
public final class KubernetesActuator implements NodeActuator {

  private static final int HISTORY = 4;

  /** How long a closing shift waits for the job controller to count out evicted pods. */
  private static final Duration SETTLING = Duration.ofSeconds(30);

  private final Nodes nodes;
  private final CheckpointRequests checkpoints;
  private final GangDrain drain;
  private final JobShrink shrink;
  private final Assignment assignment;
  private final InstantSource time;

  /**
   * Hands on this cluster.
   *
   * @param nodes what is known of the nodes; learns what is written
   * @param pods what is known of the pods; learns what is written
   * @param gangOf the gang of a pod, by the name that the observer gives it
   * @param gpuResource the GPU resource of a node's pool; empty where it is in none
   * @param time what the time is
   */
  public KubernetesActuator(
      KubeApi api,
      ObjectStore<NodeView> nodes,
      ObjectStore<PodView> pods,
      Function<PodView, String> gangOf,
      Function<NodeView, Optional<String>> gpuResource,
      InstantSource time) {
    GangMembers members = new GangMembers(pods, gangOf);
    Jobs jobs = new Jobs(api);
    this.nodes = new Nodes(api, nodes);
    this.checkpoints = new CheckpointRequests(api, pods, members);
    this.shrink = new JobShrink(api, this.nodes, jobs);
    this.drain = new GangDrain(members, new LivePods(api, pods), new Evictions(api), jobs, shrink);
    this.assignment = new Assignment(api, this.nodes, gpuResource);
    this.time = time;
  }

  @Override
  public void ensure(Command command) {
    switch (command) {
      case Command.None none -> {}
      case Command.Cordon cordon -> cordon(cordon.shift());
      case Command.RequestCheckpoint request -> checkpoints.request(request);
      case Command.Drain order -> drain.drain(order);
      case Command.Assign assign -> assignment.ensure(assign.shift());
      case Command.Uncordon uncordon -> uncordon(uncordon.shift());
      case Command.Close close -> close(close.shift());
    }
  }

  private void cordon(Shift shift) {
    nodes.write(nodes.edit(shift).taint(Assignment.shifting(shift)));
  }

  private void uncordon(Shift shift) {
    boolean back = shift.phase().isUndone();
    if (!back) {
      shrink.settle(shift);
    }
    if (isCordoned(shift) || (back && shrink.isOwing(shift.node()))) {
      NodeEdit edit = nodes.edit(shift).withoutTaint(Keys.SHIFTING);
      // First, so that the taint tells whether this is still to do.
      checkpoints.withdraw(checkpoints.unwanted(nodes.known()));
      // On a node that stays with its class, a job may put its pods back.
      nodes.write(back ? edit.annotation(Keys.SHRINKING, null) : edit);
    }
  }

  private boolean isCordoned(Shift shift) {
    return nodes.known(shift.node()).map(NodeView::isShiftCordoned).orElse(true);
  }

  private void close(Shift shift) {
    NodeEdit edit = nodes.edit(shift.node());
    Optional<Shift> record = edit.record();
    if (record.filter(present -> present.id().equals(shift.id())).isEmpty()) {
      return;
    }
    Instant now = time.instant();
    if (shift.phase() == ShiftPhase.DONE && shrink.isOwing(shift.node())) {
      shrink.settle(shift);
      if (shrink.isOwing(shift.node()) && shift.inPhase(now).compareTo(SETTLING) < 0) {
        throw new StaleViewException("Jobs shrunk for " + shift.id() + " still count their pods");
      }
      edit = nodes.edit(shift);
    }
    nodes.write(
        edit.annotation(Keys.SHIFT, null)
            .annotation(Keys.SHRINKING, null)
            .annotation(Keys.SHIFT_HISTORY, history(edit, new FinishedShift(shift, now)))
            .withoutTaint(Keys.SHIFTING));
  }

  /** A history that cannot be read begins anew: nothing is decided by what it held alone. */
  private static String history(NodeEdit edit, FinishedShift finished) {
    List<FinishedShift> history = new ArrayList<>();
    try {
      edit.annotation(Keys.SHIFT_HISTORY)
          .map(json -> ShiftJson.readHistory(edit.name(), json))
          .ifPresent(history::addAll);
    } catch (RuntimeException e) {
      history.clear();
    }
    history.add(finished);
    return ShiftJson.writeHistory(history, HISTORY);
  }
}
