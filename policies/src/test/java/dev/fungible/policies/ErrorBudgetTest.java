package dev.fungible.policies;

import static dev.fungible.policies.ServiceObjectivesTest.HALF_HOUR;
import static dev.fungible.policies.ServiceObjectivesTest.bids;
import static dev.fungible.policies.ServiceObjectivesTest.objective;
import static dev.fungible.policies.ServiceObjectivesTest.serving;
import static dev.fungible.policies.ServiceObjectivesTest.settings;
import static dev.fungible.scheduler.model.WorkloadClass.INFERENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.policies.Objective.Kind;
import dev.fungible.policies.ServiceObjectives.ClassObjectives;
import dev.fungible.policies.ServiceObjectives.SloSettings;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.settings.SignalName;
import dev.fungible.scheduler.spi.Bid;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much head-room objectives prepare, as much as their error budget tells. */
class ErrorBudgetTest {

  @Test
  void headRoomIsPreparedForLongEnoughToPayWhateverTheWindow() {
    SloSettings settings =
        settings(INFERENCE, Duration.ZERO, 0.1, 0.3, 2, objective("busy", Kind.UTILIZATION, 0.8));

    assertThat(bids(settings, serving().signal("busy", 0.8)).getLast())
        .returns(Tier.PREPARE, Bid::tier)
        .returns(Duration.ofMinutes(5), Bid::dwell);
  }

  @ParameterizedTest(name = "{0} of the budget is left: {1} nodes with head-room")
  @CsvSource({"1, 11", "1.5, 11", "0.5, 12", "0, 13", "-3, 13"})
  void theLessOfTheBudgetIsLeftTheMoreHeadRoomIsPrepared(double left, int roomy) {
    Snapshots snapshots = serving().signal("busy", 0.8).signal("left", left);

    List<Bid> bids = bids(withBudget(objective("busy", Kind.UTILIZATION, 0.8)), snapshots);

    assertThat(bids).extracting(Bid::tier).containsExactly(Tier.PROTECT, Tier.PREPARE);
    assertThat(bids).extracting(Bid::nodes).containsExactly(10, roomy);
    assertThat(bids.getLast().dwell()).isEqualTo(HALF_HOUR);
  }

  @Test
  void aBudgetThatNobodyKnowsHoldsAsWell() {
    Snapshots snapshots = serving().signal("busy", new double[31]);

    List<Bid> bids = bids(withBudget(objective("busy", Kind.UTILIZATION, 0.8)), snapshots);

    assertThat(bids).extracting(Bid::nodes).containsExactly(10);
    assertThat(bids.getFirst().reason()).contains("there is no signal left");
  }

  private static SloSettings withBudget(Objective objective) {
    var classes = new TreeMap<WorkloadClass, ClassObjectives>();
    classes.put(INFERENCE, new ClassObjectives(List.of(objective), new SignalName("left")));
    return new SloSettings(classes, HALF_HOUR, 0.1, 0.3, 2);
  }
}
