package dev.fungible.operator.observe;

import dev.fungible.operator.view.Keys;
import dev.fungible.operator.view.PodView;
import dev.fungible.scheduler.model.PendingGang;
import dev.fungible.scheduler.model.WorkloadClass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The gangs, or the rest of gangs, that only lack nodes of their class. */
final class PendingGangs {

  /** More than any cluster has, and few enough to add up. */
  private static final int MOST_GPUS = 1 << 20;

  private static final Comparator<Member> BY_NAME =
      Comparator.comparing(member -> member.pod.name());

  private final Survey survey;
  private final PoolFit fit;
  private final Map<String, List<Member>> members = new HashMap<>();

  private record Member(PodView pod, WorkloadClass workloadClass, int gpus) {}

  PendingGangs(Survey survey, PoolFit fit, PodIndex pods) {
    this.survey = survey;
    this.fit = fit;
    pods.waiting().stream().filter(fit::asksForGpus).forEach(this::add);
  }

  /** The gangs, in no order. */
  List<PendingGang> list() {
    List<PendingGang> result = new ArrayList<>(members.size());
    members.forEach((name, all) -> result.add(gang(name, all)));
    return result;
  }

  private void add(PodView pod) {
    String name = GangName.of(pod);
    Optional<WorkloadClass> known = survey.classOf(pod);
    if (known.isEmpty()) {
      String what =
          pod.label(Keys.CLASS)
              .map(label -> "label " + Keys.CLASS + " is " + Problem.quoted(label))
              .orElse("waits for GPUs without the label " + Keys.CLASS);
      survey.problems().add("gang " + name, what, survey.classNames() + "; not counted");
      return;
    }
    int gpus = fit.gpusOf(pod, known.get());
    if (gpus == 0) {
      String what = "waits for nodes that no pool of class " + known.get() + " has";
      String expected = "a node selector that some node matches; not counted";
      survey.problems().add("gang " + name, what, expected);
      return;
    }
    members
        .computeIfAbsent(name, key -> new ArrayList<>(1))
        .add(new Member(pod, known.get(), gpus));
  }

  private static PendingGang gang(String name, List<Member> all) {
    all.sort(BY_NAME);
    long gpus = 0;
    int priority = Integer.MIN_VALUE;
    Instant since = all.getFirst().pod.created();
    for (Member member : all) {
      gpus += member.gpus;
      priority = Math.max(priority, member.pod.priority());
      since = member.pod.created().isBefore(since) ? member.pod.created() : since;
    }
    WorkloadClass workloadClass = all.getFirst().workloadClass;
    return new PendingGang(name, workloadClass, (int) Math.min(gpus, MOST_GPUS), priority, since);
  }
}
