package dev.fungible.operator.observe;

import static dev.fungible.operator.observe.NodeBuilder.node;
import static dev.fungible.operator.observe.PodBuilder.NOW;
import static dev.fungible.operator.observe.PodBuilder.pod;
import static dev.fungible.scheduler.model.WorkloadClass.INFERENCE;
import static dev.fungible.scheduler.model.WorkloadClass.TRAINING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.configuration.PoolSettings;
import dev.fungible.operator.view.Keys;
import dev.fungible.scheduler.model.PendingGang;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PendingGangsTest {

  private final Cluster cluster = Cluster.of().with(node("a").label("zone", "1").of("training"));

  @Test
  void thePodsOfAGangWaitTogether() {
    cluster.with(
        pod("j-0").of("training").job("j").priority(3),
        pod("j-1").of("training").job("j").gpus(4).priority(5));
    assertThat(cluster.look().pending())
        .containsExactly(new PendingGang("ml/job/j", TRAINING, 12, 5, NOW.minusSeconds(7200)));
  }

  @Test
  void ofAGangThatHasBegunOnlyTheRestWaits() {
    cluster.with(
        pod("j-0").of("training").job("j").on("a"), pod("j-1").of("training").job("j").gpus(4));
    assertThat(cluster.look().gang("ml/job/j").orElseThrow().gpus()).isEqualTo(8);
    assertThat(cluster.look().pending()).singleElement().extracting("gpus").isEqualTo(4);
  }

  @Test
  void aPodThatIsHeldOrEndingDoesNotWaitForNodes() {
    cluster.with(pod("p").of("training").held(), pod("q").of("training").deleting());
    assertThat(cluster.look().pending()).isEmpty();
    assertThat(cluster.problems()).isEmpty();
  }

  @Test
  void aPodWithoutAClassIsNotCountedAndReported() {
    cluster.with(pod("p"), pod("q").of("trainign"));
    assertThat(cluster.look().pending()).isEmpty();
    assertThat(cluster.problems())
        .containsExactly(
            "gang ml/pod/p: waits for GPUs without the label fungible.dev/class; expected one of"
                + " training, inference, ranking; not counted",
            "gang ml/pod/q: label fungible.dev/class is \"trainign\"; expected one of training,"
                + " inference, ranking; not counted");
  }

  @Test
  void aPodThatAsksForOtherThingsIsNobodysBusiness() {
    cluster.with(pod("p").without(PodBuilder.GPU).resource("rdma/ib", 1));
    assertThat(cluster.look().pending()).isEmpty();
    assertThat(cluster.problems()).isEmpty();
  }

  @Test
  void aSelectorThatNoNodeMatchesIsNoReasonToMoveNodes() {
    cluster.with(
        pod("p").of("training").selects("zone", "2"),
        pod("q").of("training").selects("zone", "1").selects(Keys.CLASS, "training"),
        pod("r").of("training").selects(Keys.CLASS, "inference"));
    assertThat(cluster.look().pending()).extracting("name").containsExactly("ml/pod/q");
    assertThat(cluster.problems())
        .containsExactly(
            "gang ml/pod/p: waits for nodes that no pool of class training has; expected a node"
                + " selector that some node matches; not counted",
            "gang ml/pod/r: waits for nodes that no pool of class training has; expected a node"
                + " selector that some node matches; not counted");
  }

  @Test
  void theClassOfANodeExcludesNothingSinceItCanChange() {
    cluster.with(pod("p").of("inference").selects(Keys.CLASS, "inference"));
    assertThat(cluster.look().pending()).extracting("name").containsExactly("ml/pod/p");
  }

  @Test
  void aPoolThatDoesNotSuitTheClassDoesNotCount() {
    PoolSettings pool =
        Cluster.pool(
            "h100", Map.of(PoolSettings.POOL_LABEL, "h100"), Map.of(INFERENCE, 0.0), null, null);
    cluster.pools(pool).with(pod("p").of("inference"), pod("q").of("training"));
    assertThat(cluster.look().pending()).extracting("name").containsExactly("ml/pod/q");
  }
}
