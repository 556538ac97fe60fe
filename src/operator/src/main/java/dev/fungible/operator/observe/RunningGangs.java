package dev.fungible.operator.observe;

import dev.fungible.operator.view.Keys;
import dev.fungible.operator.view.Owner;
import dev.fungible.operator.view.PodView;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.Placement;
import dev.fungible.scheduler.model.WorkloadClass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The gangs that hold GPUs of pools. A pod that is ending holds them until it is gone. */
final class RunningGangs {

  private static final Comparator<Member> BY_NAME =
      Comparator.comparing(member -> member.pod.name());

  private final Survey survey;
  private final Map<String, List<Member>> members = new HashMap<>();

  RunningGangs(Survey survey, Collection<SeenNode> nodes, PodIndex pods) {
    this.survey = survey;
    for (SeenNode node : nodes) {
      for (PodView pod : pods.on(node.view().name())) {
        int gpus = node.gpusOf(pod);
        if (gpus > 0) {
          Member member = new Member(pod, node, gpus);
          members.computeIfAbsent(GangName.of(pod), name -> new ArrayList<>(1)).add(member);
        }
      }
    }
  }

  private record Member(PodView pod, SeenNode node, int gpus) {

    /** What the label says, else the class of the node that it was let onto. */
    WorkloadClass worksFor(Survey survey) {
      return survey.classOf(pod).orElse(node.node().labelled());
    }
  }

  /** The gangs, in no order. */
  List<Gang> list() {
    List<Gang> result = new ArrayList<>(members.size());
    members.forEach((name, all) -> result.add(gang(name, all)));
    return result;
  }

  private Gang gang(String name, List<Member> all) {
    all.sort(BY_NAME);
    List<PodView> pods = new ArrayList<>(all.size());
    int priority = Integer.MIN_VALUE;
    for (Member member : all) {
      pods.add(member.pod);
      priority = Math.max(priority, member.pod.priority());
    }
    GangTerms terms = new GangTerms(name, pods, survey);
    List<Placement> placements = placements(all);
    WorkloadClass worksFor = workloadClass(name, all);
    Instant startedAt = startedAt(pods);
    int nodes = placements.size();
    return new Gang(
        name,
        worksFor,
        placements,
        priority,
        startedAt,
        terms.lastSafePoint(worksFor, startedAt),
        terms.restart(worksFor),
        terms.minNodes(nodes, isJob(name, pods.getFirst())),
        terms.checkpointsOnRequest(),
        terms.doNotDisrupt() || pods.stream().anyMatch(PodView::isToStay));
  }

  private static List<Placement> placements(List<Member> all) {
    if (all.size() == 1) {
      Member only = all.getFirst();
      int gpus = Math.min(only.gpus, only.node.pool().gpusPerNode());
      return List.of(new Placement(only.node.view().name(), gpus));
    }
    Map<String, Placement> byNode = new TreeMap<>();
    for (Member member : all) {
      int most = member.node.pool().gpusPerNode();
      String node = member.node.view().name();
      byNode.merge(
          node,
          new Placement(node, Math.min(member.gpus, most)),
          (one, other) -> new Placement(node, Math.min(one.gpus() + other.gpus(), most)));
    }
    return List.copyOf(byNode.values());
  }

  private WorkloadClass workloadClass(String name, List<Member> all) {
    WorkloadClass first = all.getFirst().worksFor(survey);
    for (Member member : all) {
      String label = member.pod.labels().get(Keys.CLASS);
      if (label != null && survey.classNamed(label).isEmpty()) {
        problem(name, "label " + Keys.CLASS + " is " + Problem.quoted(label), survey.classNames());
      }
      WorkloadClass worksFor = member.worksFor(survey);
      if (!worksFor.equals(first)) {
        String what = "its pods work for " + first + " and " + worksFor;
        problem(name, what, "one class; counted for " + first);
      }
    }
    return first;
  }

  private void problem(String gang, String what, String expected) {
    survey.problems().add("gang " + gang, what, expected);
  }

  /** When the first of them began; now, when none has yet. */
  private Instant startedAt(List<PodView> pods) {
    Instant earliest = survey.now();
    for (PodView pod : pods) {
      Instant started = pod.started();
      earliest = started != null && started.isBefore(earliest) ? started : earliest;
    }
    return earliest;
  }

  private static boolean isJob(String name, PodView pod) {
    Owner owner = pod.owner();
    return owner != null && name.equals(GangName.ofJob(pod.namespace(), owner.name()));
  }
}
