package dev.fungible.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.plan.Allocation;
import dev.fungible.scheduler.plan.Decision;
import dev.fungible.scheduler.plan.Plan;
import dev.fungible.scheduler.plan.Rejection;
import dev.fungible.scheduler.testing.Samples;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanTextTest {

  private static final ClusterSnapshot SNAPSHOT =
      ClusterSnapshot.at(Samples.NOW).pools(List.of(Samples.pool("h100"))).build();

  @Test
  void groupsWhatIsHeldBackByItsConstraint() {
    String text = PlanText.render(SNAPSHOT, decision(List.of(), "b", "a", "b"));
    assertThat(text)
        .startsWith("Plan of 2026-03-02T09:00:00Z: 0 moves, 0 recalls, 3 nodes held back\n")
        .contains("Held back by a, 1 node\n", "Held back by b, 2 nodes\n")
        .containsSubsequence("Held back by a", "Held back by b");
  }

  @Test
  void problemsComeFirstAndNothingReachesTheTerminalAsACommand() {
    var failure = new Decision.PolicyFailure("mine", "boom\u001b[2J");
    String text = PlanText.render(SNAPSHOT, decision(List.of(failure), "a"));
    assertThat(text)
        .contains("held back\n\nProblems\n  policy mine: boom?[2J\n\nHeld back by a")
        .doesNotContain("\u001b");
  }

  private static Decision decision(List<Decision.PolicyFailure> failures, String... constraints) {
    List<Rejection> rejections =
        Stream.of(constraints)
            .map(name -> new Rejection("h100", WorkloadClass.RANKING, Tier.PREPARE, 1, name, "why"))
            .toList();
    return new Decision(
        List.of(),
        failures,
        new Allocation(List.of(), List.of()),
        new Plan(List.of(), List.of(), rejections));
  }
}
