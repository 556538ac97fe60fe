package dev.fungible.operator.act;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fungible.operator.kube.ApiFailure;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.kube.KubePath;
import dev.fungible.operator.view.Keys;
import dev.fungible.operator.view.Owner;
import dev.fungible.operator.view.PodView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Jobs behind pods, as the server has them. */
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

  /**
   * The job as it is, if its size may be changed here; empty where it is gone, is over, does not
   * say in its pod template that it can shrink, or has a controller, which alone says how many pods
   * it has.
   */
  Optional<JsonNode> findElastic(Ref ref) {
    return find(ref).filter(job -> isElastic(job) && !isControlled(job));
  }

  /** What runs it may have annotated its pods alone; the job is then not ours to write. */
  private static boolean isElastic(JsonNode job) {
    return job.at("/spec/template/metadata/annotations").has(Keys.MIN_NODES);
  }

  private Optional<JsonNode> find(Ref ref) {
    try {
      JsonNode job = api.get(KubePath.job(ref.namespace(), ref.name()));
      boolean same = job.path("metadata").path("uid").asText().equals(ref.uid());
      return same && !isOver(job) ? Optional.of(job) : Optional.empty();
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
   * pod as failed, unless the job says otherwise, and gives the whole job up past its limit; who
   * controls the job may then do so with all that it controls.
   *
   * @throws RefusedException if one would not
   */
  void requireSurvival(String gang, List<PodView> pods) {
    for (Ref ref : of(pods).keySet()) {
      find(ref).ifPresent(job -> require(gang, ref, job, pods));
    }
  }

  private void require(String gang, Ref ref, JsonNode job, List<PodView> pods) {
    Set<String> evicted =
        pods.stream()
            .filter(pod -> pod.owner() != null && pod.owner().uid().equals(ref.uid()))
            .map(PodView::uid)
            .collect(Collectors.toSet());
    new JobSurvival(job)
        .objection(evicted.size(), () -> indexFailures(ref, evicted))
        .ifPresent(
            objection -> {
              throw new RefusedException("Gang " + gang + " stays: " + objection);
            });
  }

  /** By name of each of these pods, how often its index has failed before. */
  private SortedMap<String, Integer> indexFailures(Ref ref, Set<String> uids) {
    SortedMap<String, Integer> failures = new TreeMap<>();
    for (JsonNode pod : livePods(ref)) {
      JsonNode metadata = pod.path("metadata");
      if (uids.contains(metadata.path("uid").asText())) {
        failures.put(
            metadata.path("name").asText(),
            metadata.path("annotations").path(JobSurvival.INDEX_FAILURES).asInt());
      }
    }
    return failures;
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
