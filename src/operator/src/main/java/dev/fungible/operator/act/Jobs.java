package dev.fungible.operator.act;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fungible.operator.kube.ApiFailure;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.kube.KubePath;
import dev.fungible.operator.view.Owner;
import dev.fungible.operator.view.PodView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Jobs behind pods, as the server has them. Only those that nobody else controls: what restarts a
 * job that belongs to a job set is for the job set to say.
 */
final class Jobs {

  private final KubeApi api;

  Jobs(KubeApi api) {
    this.api = api;
  }

  /** A job that has pods. */
  record Ref(String namespace, String name, String uid) implements Comparable<Ref> {

    @Override
    public int compareTo(Ref other) {
      return (namespace + "/" + name + "/" + uid)
          .compareTo(other.namespace + "/" + other.name + "/" + other.uid);
    }
  }

  /** How many of the pods belong to each job. */
  static SortedMap<Ref, Integer> of(List<PodView> pods) {
    SortedMap<Ref, Integer> jobs = new TreeMap<>();
    for (PodView pod : pods) {
      Owner owner = pod.owner();
      if (owner != null && owner.kind().equals("Job") && owner.apiVersion().equals("batch/v1")) {
        jobs.merge(new Ref(pod.namespace(), owner.name(), owner.uid()), 1, Integer::sum);
      }
    }
    return jobs;
  }

  /** The job as it is; empty where it is gone, is over, or has a controller of its own. */
  Optional<JsonNode> find(Ref ref) {
    try {
      JsonNode job = api.get(KubePath.job(ref.namespace(), ref.name()));
      boolean same = job.path("metadata").path("uid").asText().equals(ref.uid());
      return same && !isOver(job) && !isControlled(job) ? Optional.of(job) : Optional.empty();
    } catch (ApiFailure e) {
      if (e.isNotFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static boolean isOver(JsonNode job) {
    return job.path("status").has("completionTime")
        || job.path("metadata").has("deletionTimestamp");
  }

  private static boolean isControlled(JsonNode job) {
    return job.path("metadata")
        .path("ownerReferences")
        .valueStream()
        .anyMatch(owner -> owner.path("controller").asBoolean());
  }

  /**
   * Returns if each job goes on after its pods were evicted. The job controller counts an evicted
   * pod as failed, unless the job says otherwise, and gives the whole job up past its limit.
   *
   * @throws RefusedException if one would not
   */
  void requireSurvival(String gang, List<PodView> pods) {
    of(pods).forEach((ref, count) -> find(ref).ifPresent(job -> requireRoom(gang, job, count)));
  }

  private static void requireRoom(String gang, JsonNode job, int pods) {
    JsonNode spec = job.path("spec");
    JsonNode status = job.path("status");
    int failed =
        status.path("failed").asInt()
            + status.path("uncountedTerminatedPods").path("failed").size();
    boolean exhausted =
        spec.has("backoffLimitPerIndex")
            ? spec.path("backoffLimitPerIndex").asInt() < 1
            : (long) failed + pods > spec.path("backoffLimit").asLong(6);
    if (exhausted && !forgivesEvictions(spec)) {
      throw new RefusedException(
          ("Gang %s stays: its job would fail for good, for %d evicted pods count as failures beside"
                  + " %d earlier ones, and its backoffLimit is %s. Maybe give it a podFailurePolicy"
                  + " that ignores the condition DisruptionTarget?")
              .formatted(
                  gang,
                  pods,
                  failed,
                  spec.has("backoffLimitPerIndex")
                      ? spec.path("backoffLimitPerIndex").asText() + " per index"
                      : spec.path("backoffLimit").asText("6")));
    }
  }

  private static boolean forgivesEvictions(JsonNode spec) {
    return spec.path("podFailurePolicy")
        .path("rules")
        .valueStream()
        .filter(rule -> rule.path("action").asText().equals("Ignore"))
        .flatMap(rule -> rule.path("onPodConditions").valueStream())
        .anyMatch(condition -> condition.path("type").asText().equals("DisruptionTarget"));
  }

  /** The pods of a job that are neither over nor ending, as they are. */
  List<JsonNode> livePods(Ref ref) {
    Map<String, String> ofJob =
        Map.of("labelSelector", "batch.kubernetes.io/controller-uid=" + ref.uid());
    return api.get(KubePath.pods(ref.namespace()), ofJob)
        .path("items")
        .valueStream()
        .filter(pod -> !pod.path("metadata").has("deletionTimestamp"))
        .filter(
            pod ->
                !List.of("Succeeded", "Failed").contains(pod.path("status").path("phase").asText()))
        .toList();
  }
}
