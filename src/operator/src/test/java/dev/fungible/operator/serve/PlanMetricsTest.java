package dev.fungible.operator.serve;

import static dev.fungible.scheduler.model.Tier.GUARANTEE;
import static dev.fungible.scheduler.model.Tier.PROTECT;
import static dev.fungible.scheduler.model.WorkloadClass.INFERENCE;
import static dev.fungible.scheduler.model.WorkloadClass.RANKING;
import static dev.fungible.scheduler.model.WorkloadClass.TRAINING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Gpus;
import dev.fungible.scheduler.plan.Allocation;
import dev.fungible.scheduler.plan.Decision;
import dev.fungible.scheduler.plan.Grant;
import dev.fungible.scheduler.plan.Plan;
import dev.fungible.scheduler.plan.Shortfall;
import dev.fungible.scheduler.spi.Bid;
import dev.fungible.scheduler.testing.Samples;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PlanMetricsTest {

  private static final Plan NOTHING = new Plan(List.of(), List.of(), List.of());
  private static final String LABELS = "{from=\"training\",pool=\"h100\",to=\"inference\",} ";

  private final Exposition shown = new Exposition();
  private final PlanMetrics metrics = new PlanMetrics(shown.registry());
  private final ClusterSnapshot cluster = Reports.cluster("a", "b");

  @Test
  void showsThePlanOfTheLastCycleAlone() {
    Plan plan =
        new Plan(
            List.of(Reports.move("a", 0), Reports.move("b", 0)),
            List.of(),
            List.of(Reports.rejection("cooldown", 3)));

    metrics.onCycle(Reports.report(cluster, List.of(), plan, List.of()));
    assertThat(shown.samples("fungible_planned_moves"))
        .containsExactly("fungible_planned_moves" + LABELS + "2.0");
    assertThat(shown.samples("fungible_rejected_nodes"))
        .containsExactly(
            "fungible_rejected_nodes"
                + "{constraint=\"cooldown\",pool=\"h100\",to=\"inference\",} 3.0");

    metrics.onCycle(Reports.saw(cluster));
    assertThat(shown.samples("fungible_planned_moves")).isEmpty();
    assertThat(shown.samples("fungible_rejected_nodes")).isEmpty();
  }

  @Test
  void theHighestBidForTheSamePoolsCountsAndOthersAddToIt() {
    List<Bid> bids =
        List.of(
            Samples.bid(INFERENCE, PROTECT, 3, "h100"),
            Samples.bid(INFERENCE, PROTECT, 5, "h100"),
            Samples.bid(INFERENCE, PROTECT, 2, "a100"),
            Samples.bid(INFERENCE, GUARANTEE, 1, "h100"));

    metrics.onCycle(report(cluster, bids, new Allocation(List.of(), List.of()), NOTHING));

    assertThat(shown.samples("fungible_bid_nodes"))
        .containsExactly(
            "fungible_bid_nodes{class=\"inference\",policy=\"test\",tier=\"guarantee\",} 1.0",
            "fungible_bid_nodes{class=\"inference\",policy=\"test\",tier=\"protect\",} 7.0");
  }

  @Test
  void aTargetIsTheSumOfTheGrantsOfAllTiers() {
    metrics.onCycle(wanted(cluster, NOTHING));

    assertThat(shown.samples("fungible_target_nodes"))
        .containsExactly(
            "fungible_target_nodes{class=\"inference\",pool=\"h100\",} 3.0",
            "fungible_target_nodes{class=\"ranking\",pool=\"h100\",} 0.0",
            "fungible_target_nodes{class=\"training\",pool=\"h100\",} 1.0");
    assertThat(shown.samples("fungible_ungranted_nodes"))
        .containsExactly(
            "fungible_ungranted_nodes"
                + "{class=\"inference\",constraint=\"capacity\",tier=\"protect\",} 4.0");
  }

  @Test
  void whatIsGrantedAndNotThereIsMissingAsMuchAsWhatWasNotGranted() {
    metrics.onCycle(wanted(cluster, NOTHING));

    assertThat(shown.samples("fungible_missing_nodes{class=\"inference\""))
        .containsExactly(
            "fungible_missing_nodes{class=\"inference\",tier=\"elastic\",} 7.0",
            "fungible_missing_nodes{class=\"inference\",tier=\"guarantee\",} 2.0",
            "fungible_missing_nodes{class=\"inference\",tier=\"prepare\",} 7.0",
            "fungible_missing_nodes{class=\"inference\",tier=\"protect\",} 7.0");
    assertThat(shown.samples("fungible_missing_nodes{class=\"training\""))
        .as("has two nodes, is granted one")
        .allMatch(sample -> sample.endsWith(" 0.0"));
    assertThat(shown.samples("fungible_missing_nodes{class=\"" + RANKING + "\"")).hasSize(4);
  }

  /** Two nodes of training; inference was granted 2 by guarantee, 1 on top, and 4 not at all. */
  static CycleReport wanted(ClusterSnapshot cluster, Plan plan) {
    Allocation allocation =
        new Allocation(
            List.of(
                new Grant("h100", INFERENCE, GUARANTEE, 2, List.of()),
                new Grant("h100", INFERENCE, PROTECT, 1, List.of()),
                new Grant("h100", TRAINING, PROTECT, 1, List.of())),
            List.of(new Shortfall(INFERENCE, PROTECT, 7, 4, "capacity")));
    Bid bid = Reports.foreseeing(INFERENCE, new TreeMap<>(Map.of(0.5, new Gpus(40))));
    return report(cluster, List.of(bid), allocation, plan);
  }

  private static CycleReport report(
      ClusterSnapshot cluster, List<Bid> bids, Allocation allocation, Plan plan) {
    Decision decision = new Decision(bids, List.of(), allocation, plan);
    return new CycleReport(cluster, decision, List.of(), List.of());
  }
}
