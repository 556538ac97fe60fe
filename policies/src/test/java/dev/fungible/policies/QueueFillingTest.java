package dev.fungible.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.fungible.policies.QueueFilling.QueueSettings;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.settings.SettingException;
import dev.fungible.scheduler.spi.Bid;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QueueFillingTest {

  @Test
  void itAsksForNodesThatItsGangsRunOnAndNoIdleOnes() {
    Bid bid = bid(Snapshots.training(5).gang("a", 8, "n0", "n1").gang("b", 2, "n2"));

    assertThat(bid.nodes()).isEqualTo(3);
    assertThat(bid.tier()).isEqualTo(Tier.ELASTIC);
    assertThat(bid.workloadClass()).isEqualTo(WorkloadClass.TRAINING);
    assertThat(bid.dwell()).isEqualTo(Duration.ofHours(1));
    assertThat(bid.reason()).contains("runs on 3 nodes").contains("0 more for 0 waiting");
  }

  @Test
  void gangsThatNeedSeveralNodesCountWholeOnes() {
    assertThat(bid(Snapshots.training(9).waiting(9, 24)).nodes()).isEqualTo(2 + 3);
  }

  @Test
  void smallGangsShareNodes() {
    // 5 and 3 on one, 4 and 4 on one, 6 on one.
    assertThat(bid(Snapshots.training(9).waiting(4, 3, 6, 5, 4)).nodes()).isEqualTo(3);
  }

  @Test
  void smallGangsFirstFillTheGapsBesideGangsThatRun() {
    Bid bid = bid(Snapshots.training(9).gang("a", 5, "n0").waiting(2, 1, 8));

    assertThat(bid.nodes()).isEqualTo(1 + 1);
    assertThat(bid.reason()).contains("1 more for 3 waiting");
  }

  @Test
  void gapsThatAreTooSmallDoNotCount() {
    Snapshots snapshots =
        Snapshots.training(9).gang("a", 5, "n0").gang("b", 5, "n1").gang("c", 5, "n2").waiting(8);

    // 9 GPUs are free beside them, and none of them helps a gang of 8.
    assertThat(bid(snapshots).nodes()).isEqualTo(3 + 1);
  }

  @Test
  void aGangThatSpansNodesLeavesNoGaps() {
    Snapshots snapshots = Snapshots.training(9).gang("a", 6, "n0", "n1").waiting(2, 2);

    assertThat(bid(snapshots).nodes()).isEqualTo(2 + 1);
  }

  @Test
  void aNodeOnItsWayToAnotherClassIsNotCounted() {
    Snapshots snapshots = Snapshots.training(1).leavingNode("p").gang("a", 2, "n1").waiting(4);

    assertThat(bid(snapshots).nodes()).isEqualTo(1);
  }

  @Test
  void itAsksForNoMoreThanThereIs() {
    assertThat(bid(Snapshots.training(3).waiting(4000)).nodes()).isEqualTo(3);
  }

  @Test
  void queuesOfOtherClassesDoNotCount() {
    Snapshots snapshots = Snapshots.training(3).demand(WorkloadClass.INFERENCE, 80);

    assertThat(bid(snapshots).nodes()).isZero();
  }

  @Test
  void aDwellThatIsNoneIsRefused() {
    assertThatThrownBy(() -> new QueueSettings(Duration.ofDays(8)))
        .asInstanceOf(type(SettingException.class))
        .satisfies(
            refusal -> {
              assertThat(refusal.key()).isEqualTo("dwell");
              assertThat(refusal.value()).isEqualTo("PT192H");
              assertThat(refusal.expected()).contains("PT168H");
            });
  }

  private static Bid bid(Snapshots snapshots) {
    QueueFilling queue = new QueueFilling();
    var bids = queue.create(queue.defaults()).bid(snapshots.build());
    assertThat(bids).hasSize(1);
    return bids.getFirst();
  }
}
