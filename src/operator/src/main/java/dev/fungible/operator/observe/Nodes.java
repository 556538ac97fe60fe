package dev.fungible.operator.observe;

import dev.fungible.configuration.PoolSettings;
import dev.fungible.operator.view.Keys;
import dev.fungible.operator.view.NodeView;
import dev.fungible.operator.view.PodView;
import dev.fungible.scheduler.model.FinishedShift;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.NodeCondition;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.model.WorkloadClass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of the pools. One that cannot be placed for certain, in one pool and one class, is left
 * out and named as a problem; all others can still be decided on.
 */
final class Nodes {

  /** Taints by which autoscalers say that they are about to take a node away. */
  private static final List<String> LEAVING =
      List.of("ToBeDeletedByClusterAutoscaler", "karpenter.sh/disrupted");

  private static final Duration SCHEDULER_LAG = Duration.ofSeconds(2);

  private final Survey survey;
  private final PodIndex pods;
  private final ShiftRecords records;
  private final List<SeenNode> seen = new ArrayList<>();
  private final List<FinishedShift> finished = new ArrayList<>();
  private final Set<String> peopled = new HashSet<>();

  Nodes(Survey survey, PodIndex pods, ShiftRecords records, Collection<NodeView> views) {
    this.survey = survey;
    this.pods = pods;
    this.records = records;
    views.forEach(this::see);
    survey.configuration().pools().stream()
        .filter(pool -> !views.isEmpty() && !peopled.contains(pool.name()))
        .forEach(
            pool ->
                survey
                    .problems()
                    .add(
                        "pool " + pool.name(),
                        "selects no node by " + pool.selector(),
                        "labels that nodes have"));
    records.forgetAllBut(views.size());
  }

  /** Those that decisions may count on, in no order. */
  List<SeenNode> seen() {
    return seen;
  }

  /** The finished shifts that these remember, in no order. */
  List<FinishedShift> finishedShifts() {
    return finished;
  }

  private void see(NodeView view) {
    PoolSettings pool = poolOf(view);
    if (pool == null) {
      if (view.annotations().containsKey(Keys.SHIFT) || view.isShiftCordoned()) {
        String what = "carries the record or the taint of a shift and is in no pool";
        problem(view, what, "a pool that selects it, until the shift is over");
      }
      return;
    }
    peopled.add(pool.name());
    ShiftRecords.Found record = records.underWay(view, survey);
    classOf(view, pool, record.shift())
        .ifPresent(
            assigned -> {
              seen.add(new SeenNode(view, pool, node(view, pool, assigned, record)));
              finished.addAll(records.finished(view, survey));
            });
  }

  private @Nullable PoolSettings poolOf(NodeView view) {
    PoolSettings found = null;
    for (PoolSettings pool : survey.configuration().pools()) {
      if (!pool.selects(view.labels())) {
        continue;
      }
      if (found != null) {
        String what = "belongs to the pools " + found.name() + " and " + pool.name();
        problem(view, what, "one pool; left out, make their selectors exclude each other");
        return null;
      }
      found = pool;
    }
    return found;
  }

  private GpuNode node(
      NodeView view, PoolSettings pool, WorkloadClass assigned, ShiftRecords.Found record) {
    return new GpuNode(
        view.name(),
        pool.name(),
        pool.topologyLabel() == null ? "" : view.labels().getOrDefault(pool.topologyLabel(), ""),
        assigned,
        since(view),
        lender(view, assigned),
        condition(view, pool, assigned, record),
        record.shift());
  }

  private Optional<WorkloadClass> classOf(NodeView view, PoolSettings pool, @Nullable Shift shift) {
    Optional<String> label = view.classLabel();
    if (label.isPresent()) {
      Optional<WorkloadClass> known = survey.classNamed(label.get());
      if (known.isEmpty()) {
        String what = "label " + Keys.CLASS + " is " + Problem.quoted(label.get());
        problem(view, what, survey.classNames() + "; left out");
      }
      return known;
    }
    Optional<WorkloadClass> adopted =
        Optional.ofNullable(shift)
            .flatMap(Nodes::classInShift)
            .or(() -> classOfPods(view, pool))
            .or(() -> Optional.ofNullable(pool.defaultClass()));
    if (adopted.isEmpty()) {
      String what = "has neither the label " + Keys.CLASS + " nor pods of a class";
      problem(view, what, "the label, or a defaultClass of pool " + pool.name() + "; left out");
    }
    return adopted;
  }

  /** Somebody took the label off a node in the middle of a shift, whose record tells still. */
  private static Optional<WorkloadClass> classInShift(Shift shift) {
    return switch (shift.phase()) {
      case FAILED -> Optional.empty();
      case WARMING, DONE -> Optional.of(shift.to());
      default -> Optional.of(shift.from());
    };
  }

  private Optional<WorkloadClass> classOfPods(NodeView view, PoolSettings pool) {
    Map<WorkloadClass, Long> gpus = new TreeMap<>();
    for (PodView pod : pods.on(view.name())) {
      long held = pod.asksFor(pool.gpuResource());
      if (held > 0) {
        survey.classOf(pod).ifPresent(found -> gpus.merge(found, held, Long::sum));
      }
    }
    WorkloadClass most = null;
    for (Map.Entry<WorkloadClass, Long> entry : gpus.entrySet()) {
      if (most == null || entry.getValue() > gpus.getOrDefault(most, 0L)) {
        most = entry.getKey();
      }
    }
    return Optional.ofNullable(most);
  }

  private Instant since(NodeView view) {
    return view.annotation(Keys.ASSIGNED_AT)
        .flatMap(text -> survey.past("node " + view.name(), Keys.ASSIGNED_AT, text))
        .orElse(view.created());
  }

  private @Nullable WorkloadClass lender(NodeView view, WorkloadClass assigned) {
    String name = view.annotations().get(Keys.LENDER);
    if (name == null) {
      return null;
    }
    WorkloadClass known = survey.classNamed(name).orElse(null);
    if (known == null) {
      String where = "node " + view.name();
      survey.badAnnotation(where, Keys.LENDER, name, survey.classNames());
    }
    return assigned.equals(known) ? null : known;
  }

  private NodeCondition condition(
      NodeView view, PoolSettings pool, WorkloadClass assigned, ShiftRecords.Found record) {
    boolean vacant = isQuiet(record.shift());
    boolean ready = false;
    for (PodView pod : pods.on(view.name())) {
      if (pod.asksFor(pool.gpuResource()) > 0) {
        vacant = false;
        ready |= pod.ready() && !pod.deleting() && worksFor(pod, assigned);
      }
    }
    boolean usable = view.ready() && !view.unschedulable() && !isLeaving(view);
    boolean healthy = usable & hasItsGpus(view, pool) & record.readable();
    return new NodeCondition(healthy, view.isShiftCordoned(), vacant, ready);
  }

  private static boolean isLeaving(NodeView view) {
    return view.deleting() || LEAVING.stream().anyMatch(key -> view.taint(key).isPresent());
  }

  /**
   * Whether every scheduler has had the time to see the taint that the node carries since before it
   * began to drain; one that had not could still bind a pod.
   */
  private boolean isQuiet(@Nullable Shift shift) {
    return shift == null
        || shift.phase() != ShiftPhase.DRAINING
        || shift.drainingSince() == null
        || !survey.now().isBefore(shift.drainingSince().plus(SCHEDULER_LAG));
  }

  private boolean worksFor(PodView pod, WorkloadClass assigned) {
    return survey.classOf(pod).map(assigned::equals).orElse(true);
  }

  private boolean hasItsGpus(NodeView view, PoolSettings pool) {
    int has = view.extendedResources().getOrDefault(pool.gpuResource(), 0);
    if (has == pool.gpusPerNode()) {
      return true;
    }
    String what = "has " + has + " of " + pool.gpuResource() + " allocatable";
    problem(view, what, pool.gpusPerNode() + " as pool " + pool.name() + " says; not moved");
    return false;
  }

  private void problem(NodeView view, String what, String expected) {
    survey.problems().add("node " + view.name(), what, expected);
  }
}
