package dev.fungible.operator.act;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fungible.operator.kube.ApiFailure;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.kube.KubePath;
import dev.fungible.operator.kube.ObjectStore;
import dev.fungible.operator.kube.PatchType;
import dev.fungible.operator.view.Keys;
import dev.fungible.operator.view.NodeView;
import dev.fungible.operator.view.PodProjection;
import dev.fungible.operator.view.PodView;
import dev.fungible.scheduler.execute.Command;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.snapshot.ShiftJson;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Asks gangs to save their work, by an annotation on their pods, and withdraws it. */
final class CheckpointRequests {

  private final KubeApi api;
  private final ObjectStore<PodView> pods;
  private final GangMembers members;
  private final PodProjection projection = new PodProjection();
  private final Parallel parallel = new Parallel(8);

  CheckpointRequests(KubeApi api, ObjectStore<PodView> pods, GangMembers members) {
    this.api = api;
    this.pods = pods;
    this.members = members;
  }

  /** Every pod of the gangs that is at work says until when its work must be saved. */
  void request(Command.RequestCheckpoint request) {
    List<PodView> toAsk = new ArrayList<>();
    for (List<PodView> gang : members.bound(request.gangs()).values()) {
      for (PodView pod : gang) {
        if (!pod.deleting() && !isAsked(pod, request)) {
          toAsk.add(pod);
        }
      }
    }
    String deadline = request.deadline().toString();
    parallel.forEach(toAsk, pod -> annotate(pod, deadline));
  }

  /** Where two shifts ask one gang, the earlier of the deadlines still to come holds. */
  private static boolean isAsked(PodView pod, Command.RequestCheckpoint request) {
    Instant present =
        pod.annotation(Keys.CHECKPOINT_REQUESTED).map(CheckpointRequests::instant).orElse(null);
    return present != null
        && !present.isBefore(request.shift().phaseSince())
        && !present.isAfter(request.deadline());
  }

  private static @Nullable Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /** Whether any pod is asked. */
  boolean isAnyAsked() {
    return pods.all().stream()
        .anyMatch(pod -> pod.annotations().containsKey(Keys.CHECKPOINT_REQUESTED));
  }

  /**
   * Pods that are asked for no shift's sake any more.
   *
   * @param nodes all nodes, as they are known
   */
  List<PodView> unwanted(Collection<NodeView> nodes) {
    List<PodView> asked =
        members.that(pod -> pod.annotations().containsKey(Keys.CHECKPOINT_REQUESTED));
    if (asked.isEmpty()) {
      return asked;
    }
    List<String> asking =
        nodes.stream().filter(CheckpointRequests::mayAsk).map(NodeView::name).toList();
    SortedSet<String> wanted = members.on(new TreeSet<>(asking));
    return asked.stream().filter(pod -> !wanted.contains(members.gangOf(pod))).toList();
  }

  /** A record that cannot be read may want anything. */
  private static boolean mayAsk(NodeView node) {
    String json = node.annotations().get(Keys.SHIFT);
    if (json == null) {
      return false;
    }
    try {
      Shift shift = ShiftJson.read(node.name(), json);
      return shift.phase() == ShiftPhase.NOTIFIED || shift.phase() == ShiftPhase.DRAINING;
    } catch (RuntimeException e) {
      return true;
    }
  }

  /** These pods are not asked any more. */
  void withdraw(List<PodView> asked) {
    parallel.forEach(asked, pod -> annotate(pod, null));
  }

  private void annotate(PodView pod, @Nullable String deadline) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    ObjectNode metadata = patch.putObject("metadata").put("uid", pod.uid());
    metadata.putObject("annotations").put(Keys.CHECKPOINT_REQUESTED, deadline);
    try {
      JsonNode written =
          api.patch(KubePath.pod(pod.namespace(), pod.name()), PatchType.MERGE, patch);
      projection.of(written).ifPresent(pods::refresh);
    } catch (ApiFailure e) {
      // A pod that is gone, or another one of its name, has nothing of this shift to save.
      if (!e.isNotFound() && !e.isConflict()) {
        throw e;
      }
    }
  }
}
