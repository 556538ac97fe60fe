package dev.fungible.operator.serve;

import static dev.fungible.scheduler.testing.Samples.NOW;

import dev.fungible.scheduler.execute.StepResult;
import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.GpuHours;
import dev.fungible.scheduler.model.Gpus;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.plan.Allocation;
import dev.fungible.scheduler.plan.Decision;
import dev.fungible.scheduler.plan.Disruption;
import dev.fungible.scheduler.plan.Move;
import dev.fungible.scheduler.plan.Plan;
import dev.fungible.scheduler.plan.Rejection;
import dev.fungible.scheduler.spi.Bid;
import dev.fungible.scheduler.spi.Outlook;
import dev.fungible.scheduler.testing.Samples;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reports of cycles, made by hand. */
final class Reports {

  private Reports() {}

  /** A cycle that saw this and did nothing. */
  static CycleReport saw(ClusterSnapshot snapshot) {
    return report(snapshot, List.of(), new Plan(List.of(), List.of(), List.of()), List.of());
  }

  /** A cycle in which these steps were taken. */
  static CycleReport stepped(ClusterSnapshot snapshot, StepResult... steps) {
    return report(snapshot, List.of(), new Plan(List.of(), List.of(), List.of()), List.of(steps));
  }

  static CycleReport report(
      ClusterSnapshot snapshot,
      List<Decision.PolicyFailure> failures,
      Plan plan,
      List<StepResult> steps) {
    Allocation allocation = new Allocation(List.of(), List.of());
    List<Shift> started =
        steps.stream().filter(step -> step.before() == null).map(StepResult::shift).toList();
    return new CycleReport(
        snapshot, new Decision(List.of(), failures, allocation, plan), started, steps);
  }

  /** A pool of these nodes of training. */
  static ClusterSnapshot cluster(String... nodes) {
    return ClusterSnapshot.at(NOW)
        .pools(List.of(Samples.pool("h100")))
        .nodes(
            Stream.of(nodes)
                .map(node -> Samples.node(node, "h100", WorkloadClass.TRAINING))
                .toList())
        .build();
  }

  static Move move(String node, double loss) {
    return new Move(
        node,
        "h100",
        WorkloadClass.TRAINING,
        WorkloadClass.INFERENCE,
        Tier.PROTECT,
        null,
        Disruption.values()[0],
        List.of(),
        new GpuHours(loss),
        "busy",
        List.of());
  }

  static Rejection rejection(String constraint, int nodes) {
    return new Rejection(
        "h100", WorkloadClass.INFERENCE, Tier.PROTECT, nodes, constraint, "because");
  }

  static StepResult step(@Nullable Shift before, Shift shift, StepResult.Outcome outcome) {
    return new StepResult(before, shift, outcome, "");
  }

  /** A bid of a policy that foresees these GPUs, by probability. */
  static Bid foreseeing(WorkloadClass of, SortedMap<Double, Gpus> levels) {
    return new Bid(
        "forecast",
        of,
        List.of("h100"),
        Tier.PROTECT,
        1,
        3,
        Duration.ZERO,
        "it grows",
        new Outlook(Duration.ofMinutes(15), levels));
  }
}
