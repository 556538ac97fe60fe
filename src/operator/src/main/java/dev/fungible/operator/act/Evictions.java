package dev.fungible.operator.act;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fungible.operator.kube.ApiFailure;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.kube.KubePath;
import dev.fungible.operator.view.PodView;
import dev.fungible.scheduler.execute.StaleViewException;
import java.util.List;

/** Evictions through the Eviction API, which keeps disruption budgets; never a deletion. */
final class Evictions {

  /** How far an eviction goes, and what must not have changed before it. */
  private enum Kind {
    /** Tells whether it would be refused; the pod must be just as it was seen. */
    TRIAL(true, true),
    /** Takes effect; the pod must be just as it was seen. */
    EXACT(false, true),
    /** Takes effect; the pod must be the one that was seen. */
    SAME_POD(false, false);

    private final boolean dry;
    private final boolean exact;

    Kind(boolean dry, boolean exact) {
      this.dry = dry;
      this.exact = exact;
    }
  }

  private final KubeApi api;
  private final Budgets budgets;
  private final Parallel parallel = new Parallel(8);

  Evictions(KubeApi api) {
    this.api = api;
    this.budgets = new Budgets(api);
  }

  /**
   * Returns if nothing is known that would stop the evictions before the last of these pods, and
   * they are as they were seen.
   *
   * @throws RefusedException if something is
   * @throws StaleViewException if one of them has changed
   */
  void requirePossible(String gang, List<PodView> pods) {
    if (pods.size() > 1) {
      budgets.requireRoom(gang, pods);
      parallel.forEach(pods, pod -> ask(gang, pod, Kind.TRIAL));
    }
  }

  /** Evicts the only pod that there is to evict, if it is as it was seen. */
  void evictOnly(String gang, PodView pod) {
    ask(gang, pod, Kind.EXACT);
  }

  /**
   * Evicts each of these pods; those that are gone are.
   *
   * @throws RefusedException if one is refused; others may be evicted by then
   */
  void evict(String gang, List<PodView> pods) {
    parallel.forEach(pods, pod -> ask(gang, pod, Kind.SAME_POD));
  }

  private void ask(String gang, PodView pod, Kind kind) {
    String path = KubePath.eviction(pod.namespace(), pod.name());
    try {
      api.create(path, eviction(pod, kind));
    } catch (ApiFailure e) {
      if (e.code() == 0) {
        throw e;
      }
      if (e.isConflict() && kind.exact) {
        throw new StaleViewException("Pod " + pod.key() + " has changed since it was seen", e);
      }
      // A pod that is gone, or another one of its name, is not there to be evicted any more.
      if (!e.isNotFound() && !e.isConflict()) {
        throw refused(gang, pod, e);
      }
    }
  }

  private static RefusedException refused(String gang, PodView pod, ApiFailure failure) {
    return new RefusedException(
        "Gang " + gang + " stays: pod " + pod.key() + " is not evicted: " + failure.getMessage(),
        failure);
  }

  private static ObjectNode eviction(PodView pod, Kind kind) {
    ObjectNode eviction = JsonNodeFactory.instance.objectNode();
    eviction.put("apiVersion", "policy/v1").put("kind", "Eviction");
    eviction.putObject("metadata").put("name", pod.name()).put("namespace", pod.namespace());
    ObjectNode options = eviction.putObject("deleteOptions");
    ObjectNode preconditions = options.putObject("preconditions").put("uid", pod.uid());
    if (kind.exact) {
      preconditions.put("resourceVersion", Long.toString(pod.resourceVersion()));
    }
    if (kind.dry) {
      options.putArray("dryRun").add("All");
    }
    return eviction;
  }
}
