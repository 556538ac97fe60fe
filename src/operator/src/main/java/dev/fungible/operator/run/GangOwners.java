package dev.fungible.operator.run;

import dev.fungible.operator.kube.ObjectStore;
import dev.fungible.operator.observe.GangName;
import dev.fungible.operator.report.ObjectReference;
import dev.fungible.operator.view.Owner;
import dev.fungible.operator.view.PodView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;

/** What the pods of gangs belong to: their controllers, and themselves where they have none. */
final class GangOwners {

  /** A gang has one, or one for each of its roles; thousands of pods may have none. */
  private static final int MOST = 8;

  private final ObjectStore<PodView> pods;

  GangOwners(ObjectStore<PodView> pods) {
    this.pods = pods;
  }

  /** The owners of these gangs, by gang, by name; of each gang the first few. */
  Map<String, List<ObjectReference>> of(SortedSet<String> gangs) {
    Map<String, List<ObjectReference>> owners = new TreeMap<>();
    pods.all().stream()
        .filter(pod -> pod.node() != null && gangs.contains(GangName.of(pod)))
        .sorted(Comparator.comparing(PodView::key))
        .forEach(
            pod ->
                add(
                    owners.computeIfAbsent(GangName.of(pod), name -> new ArrayList<>()),
                    reference(pod)));
    return owners;
  }

  private static void add(List<ObjectReference> owners, ObjectReference next) {
    if (owners.size() < MOST && !owners.contains(next)) {
      owners.add(next);
    }
  }

  private static ObjectReference reference(PodView pod) {
    Owner owner = pod.owner();
    return owner == null
        ? new ObjectReference("v1", "Pod", pod.namespace(), pod.name(), pod.uid())
        : new ObjectReference(
            owner.apiVersion(), owner.kind(), pod.namespace(), owner.name(), owner.uid());
  }
}
