package dev.fungible.operator.act;

import dev.fungible.operator.kube.ApiFailure;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.kube.KubePath;
import dev.fungible.operator.kube.ObjectStore;
import dev.fungible.operator.view.PodProjection;
import dev.fungible.operator.view.PodView;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Pods as the server has them; what is read is known to the next look at the store. */
final class LivePods {

  private final KubeApi api;
  private final ObjectStore<PodView> store;
  private final PodProjection projection = new PodProjection();
  private final Parallel parallel = new Parallel(8);

  LivePods(KubeApi api, ObjectStore<PodView> store) {
    this.api = api;
    this.store = store;
  }

  /**
   * Those of the pods that are there and not over, as they are now, in the order of their names.
   */
  List<PodView> of(List<PodView> seen) {
    SortedMap<String, PodView> live = new ConcurrentSkipListMap<>();
    parallel.forEach(
        seen,
        pod ->
            read(pod)
                .filter(found -> found.uid().equals(pod.uid()))
                .ifPresent(found -> live.put(found.key(), found)));
    return List.copyOf(live.values());
  }

  private Optional<PodView> read(PodView pod) {
    try {
      Optional<PodView> found = projection.of(api.get(KubePath.pod(pod.namespace(), pod.name())));
      found.ifPresent(store::refresh);
      return found;
    } catch (ApiFailure e) {
      if (e.isNotFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
