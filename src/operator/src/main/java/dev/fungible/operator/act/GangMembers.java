package dev.fungible.operator.act;

import dev.fungible.operator.kube.ObjectStore;
import dev.fungible.operator.view.PodView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** Which of the pods that are known now belong to which gang. */
final class GangMembers {

  private final ObjectStore<PodView> pods;
  private final Function<PodView, String> gangOf;

  GangMembers(ObjectStore<PodView> pods, Function<PodView, String> gangOf) {
    this.pods = pods;
    this.gangOf = gangOf;
  }

  String gangOf(PodView pod) {
    return gangOf.apply(pod);
  }

  /** The pods of these gangs that are bound to nodes, those that are ending included. */
  SortedMap<String, List<PodView>> bound(Collection<String> gangs) {
    SortedMap<String, List<PodView>> members = new TreeMap<>();
    for (PodView pod : pods.all()) {
      if (pod.node() != null) {
        String gang = gangOf.apply(pod);
        if (gangs.contains(gang)) {
          members.computeIfAbsent(gang, name -> new ArrayList<>()).add(pod);
        }
      }
    }
    members.values().forEach(list -> list.sort(Comparator.comparing(PodView::key)));
    return members;
  }

  /** The gangs that have pods on these nodes. */
  SortedSet<String> on(Collection<String> nodes) {
    SortedSet<String> gangs = new TreeSet<>();
    for (PodView pod : pods.all()) {
      String node = pod.node();
      if (node != null && nodes.contains(node)) {
        gangs.add(gangOf.apply(pod));
      }
    }
    return gangs;
  }

  /** The pods of which this is so. */
  List<PodView> that(Predicate<PodView> isSo) {
    return pods.all().stream().filter(isSo).sorted(Comparator.comparing(PodView::key)).toList();
  }
}
