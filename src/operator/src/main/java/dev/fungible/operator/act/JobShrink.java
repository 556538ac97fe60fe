package dev.fungible.operator.act;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fungible.operator.kube.ApiFailure;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.kube.KubePath;
import dev.fungible.operator.kube.PatchType;
import dev.fungible.operator.view.Keys;
import dev.fungible.operator.view.PodView;
import dev.fungible.scheduler.model.Shift;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * Lowers the parallelism of jobs by the pods that they gave up, after these were evicted and the
 * job controller has counted them out. Sooner, it would end a pod of its own choice, on any node;
 * afterwards, it ends the replacement that waits. In between, the node's annotation says what is
 * still to do, so that a crash leaves no more than a pod that waits for a while.
 */
final class JobShrink {

  private static final int MOST_REMEMBERED = 256;

  private final KubeApi api;
  private final Nodes nodes;
  private final Jobs jobs;

  JobShrink(KubeApi api, Nodes nodes, Jobs jobs) {
    this.api = api;
    this.nodes = nodes;
    this.jobs = jobs;
  }

  /** Notes on the node what is to fall, before the pods are evicted. */
  void owe(Shift shift, List<PodView> pods) {
    SortedMap<Jobs.Ref, Integer> owed = Jobs.of(pods);
    if (owed.isEmpty()) {
      return;
    }
    NodeEdit edit = nodes.edit(shift);
    List<Debt> debts = new ArrayList<>(debts(edit));
    owed.forEach(
        (job, count) -> {
          if (debts.stream().noneMatch(debt -> debt.job().equals(job))) {
            debts.add(new Debt(job, count));
          }
        });
    nodes.write(edit.annotation(Keys.SHRINKING, Debt.write(debts)));
  }

  /** Whether something is still to fall for that node, as far as is known. */
  boolean isOwing(String node) {
    return nodes.known(node).flatMap(view -> view.annotation(Keys.SHRINKING)).isPresent();
  }

  /** Lowers what can be lowered by now; the rest waits for the next call. */
  void settle(Shift shift) {
    if (isOwing(shift.node())) {
      NodeEdit edit = nodes.edit(shift);
      List<Debt> open = debts(edit).stream().filter(debt -> !settle(shift, debt)).toList();
      nodes.write(edit.annotation(Keys.SHRINKING, Debt.write(open)));
    }
  }

  private static List<Debt> debts(NodeEdit edit) {
    return edit.annotation(Keys.SHRINKING).map(Debt::read).orElse(List.of());
  }

  /** Whether nothing is left to do for this debt. */
  private boolean settle(Shift shift, Debt debt) {
    return jobs.findElastic(debt.job()).map(job -> lower(shift, debt, job)).orElse(true);
  }

  private boolean lower(Shift shift, Debt debt, JsonNode job) {
    if (isShrunkFor(shift, job)) {
      return true;
    }
    List<JsonNode> live = jobs.livePods(debt.job());
    boolean seenByController = job.path("status").path("active").asInt() <= live.size();
    if (!seenByController || live.stream().anyMatch(pod -> nodeOf(pod).equals(shift.node()))) {
      return false;
    }
    int placed = (int) live.stream().filter(pod -> !nodeOf(pod).isEmpty()).count();
    int parallelism = job.path("spec").path("parallelism").asInt();
    // A replacement that has found a node costs nobody anything, and stays. Without any pod the Job
    // would never be done.
    int target = Math.max(1, Math.max(placed, parallelism - debt.pods()));
    return target >= parallelism || patched(shift, debt, job, target);
  }

  private static boolean isShrunkFor(Shift shift, JsonNode job) {
    JsonNode annotations = job.path("metadata").path("annotations");
    return shrunkFor(annotations).contains(shift.id());
  }

  private static List<String> shrunkFor(JsonNode annotations) {
    String ids = annotations.path(Keys.SHRUNK_FOR).asText();
    return ids.isEmpty() ? List.of() : List.of(ids.split(","));
  }

  /** With one more, of which the latest are kept: as many as may shrink one job at a time. */
  private static String shrunkFor(JsonNode annotations, Shift shift) {
    List<String> ids = new ArrayList<>(shrunkFor(annotations));
    ids.add(shift.id());
    return String.join(",", ids.subList(Math.max(0, ids.size() - MOST_REMEMBERED), ids.size()));
  }

  private static String nodeOf(JsonNode pod) {
    return pod.path("spec").path("nodeName").asText();
  }

  private boolean patched(Shift shift, Debt debt, JsonNode job, int target) {
    JsonNode present = job.path("metadata");
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    ObjectNode metadata =
        patch
            .putObject("metadata")
            .put("uid", present.path("uid").asText())
            .put("resourceVersion", present.path("resourceVersion").asText());
    String shrunkFor = shrunkFor(present.path("annotations"), shift);
    ObjectNode annotations = metadata.putObject("annotations").put(Keys.SHRUNK_FOR, shrunkFor);
    if (!present.path("annotations").has(Keys.ORIGINAL_PARALLELISM)) {
      annotations.put(Keys.ORIGINAL_PARALLELISM, job.path("spec").path("parallelism").asText());
    }
    patch.putObject("spec").put("parallelism", target);
    try {
      api.patch(KubePath.job(debt.job().namespace(), debt.job().name()), PatchType.MERGE, patch);
      return true;
    } catch (ApiFailure e) {
      if (e.isConflict() || e.isNotFound()) {
        return false;
      }
      throw e;
    }
  }
}
