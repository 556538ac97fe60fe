package dev.fungible.operator.observe;

import static dev.fungible.operator.observe.NodeBuilder.node;
import static dev.fungible.operator.observe.PodBuilder.NOW;
import static dev.fungible.operator.observe.PodBuilder.pod;
import static dev.fungible.scheduler.model.WorkloadClass.INFERENCE;
import static dev.fungible.scheduler.model.WorkloadClass.TRAINING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.operator.view.GangKeys;
import dev.fungible.operator.view.Keys;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.Placement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RunningGangsTest {

  private static final Instant STARTED = NOW.minusSeconds(3600);

  private final Cluster cluster =
      Cluster.of()
          .with(node("a").of("training"), node("b").of("training"), node("c").of("inference"));

  @Test
  void aGangHoldsTheGpusOfItsPodsOnEachNode() {
    cluster.with(
        pod("j-0").of("training").job("j").gpus(4).on("a").priority(1),
        pod("j-1").of("training").job("j").gpus(2).on("a").priority(7),
        pod("j-2").of("training").job("j").on("b").started(NOW.minusSeconds(60)));
    Gang gang = gang("ml/job/j");
    assertThat(gang.placements()).containsExactly(new Placement("a", 6), new Placement("b", 8));
    assertThat(gang.workloadClass()).isEqualTo(TRAINING);
    assertThat(gang.priority()).isEqualTo(7);
    assertThat(gang.startedAt()).isEqualTo(STARTED);
    assertThat(gang.minNodes()).isEqualTo(2);
    assertThat(cluster.problems()).isEmpty();
  }

  @Test
  void aPodThatIsEndingHoldsItsGpus() {
    cluster.with(pod("p").of("training").on("a").deleting());
    assertThat(gang("ml/pod/p").gpus()).isEqualTo(8);
  }

  @Test
  void podsOnOtherNodesAndWithoutGpusAreNoGang() {
    cluster.with(
        pod("p").of("training").on("elsewhere"),
        pod("q").of("training").without(PodBuilder.GPU).resource("rdma/ib", 1).on("a"));
    assertThat(cluster.look().gangs()).isEmpty();
  }

  @Test
  void aPodThatHasNotBegunBeginsNow() {
    cluster.with(pod("p").of("training").on("a").started(null));
    assertThat(gang("ml/pod/p").startedAt()).isEqualTo(NOW);
  }

  @Test
  void batchWorkIsSafeUpToTheLatestCheckpointOfAnyPod() {
    cluster.with(
        pod("j-0").of("training").job("j").on("a").annotation(Keys.LAST_CHECKPOINT, at(600)),
        pod("j-1").of("training").job("j").on("b").annotation(Keys.LAST_CHECKPOINT, at(300)));
    assertThat(gang("ml/job/j").lastSafePoint()).isEqualTo(NOW.minusSeconds(300));
  }

  @Test
  void batchWorkWithoutCheckpointIsSafeUpToItsStart() {
    cluster.with(pod("p").of("training").on("a"));
    assertThat(gang("ml/pod/p").lastSafePoint()).isEqualTo(STARTED);
  }

  @Test
  void aCheckpointFromBeforeTheStartIsWhatTheRunBeganWith() {
    cluster.with(pod("p").of("training").on("a").annotation(Keys.LAST_CHECKPOINT, at(5000)));
    assertThat(gang("ml/pod/p").lastSafePoint()).isEqualTo(STARTED);
  }

  @Test
  void aCheckpointMayBeAMomentAheadOfOurClockButNotInTheFuture() {
    cluster.with(
        pod("p").of("training").on("a").annotation(Keys.LAST_CHECKPOINT, at(-20)),
        pod("q").of("training").on("b").annotation(Keys.LAST_CHECKPOINT, at(-3600)));
    assertThat(gang("ml/pod/p").lastSafePoint()).isEqualTo(NOW);
    assertThat(gang("ml/pod/q").lastSafePoint()).isEqualTo(STARTED);
    assertThat(cluster.problems())
        .containsExactly(
            "gang ml/pod/q: annotation fungible.dev/last-checkpoint is \"2026-03-02T13:00:00Z\";"
                + " expected a moment that has been, like 2026-03-02T15:30:00Z; ignored");
  }

  @Test
  void timesMayBeInAnyZone() {
    cluster.with(
        pod("p")
            .of("training")
            .on("a")
            .annotation(Keys.LAST_CHECKPOINT, "2026-03-02T12:50:00.25+01:00"));
    assertThat(gang("ml/pod/p").lastSafePoint()).isEqualTo("2026-03-02T11:50:00.250Z");
  }

  @Test
  void servingLosesNoWork() {
    cluster.with(pod("p").of("inference").on("c").annotation(Keys.LAST_CHECKPOINT, at(60)));
    assertThat(gang("ml/pod/p").lastSafePoint()).isNull();
    assertThat(gang("ml/pod/p").restart()).isZero();
  }

  @Test
  void theDearestRestartOfItsPodsCounts() {
    cluster.with(
        pod("j-0").of("training").job("j").on("a").annotation(Keys.RESTART_COST, "5m"),
        pod("j-1").of("training").job("j").on("b").annotation(Keys.RESTART_COST, "1h30m"));
    assertThat(gang("ml/job/j").restart()).isEqualTo(Duration.ofMinutes(90));
  }

  @Test
  void aRestartThatCannotBeReadCostsTheDefault() {
    cluster.with(
        pod("p").of("training").on("a").annotation(Keys.RESTART_COST, "5 minutes"),
        pod("q").of("training").on("b").annotation(Keys.RESTART_COST, "PT-5M"),
        pod("r").of("inference").on("c").annotation(Keys.RESTART_COST, "400d"));
    assertThat(gang("ml/pod/p").restart()).isEqualTo(Duration.ofMinutes(3));
    assertThat(gang("ml/pod/q").restart()).isEqualTo(Duration.ofMinutes(3));
    assertThat(gang("ml/pod/r").restart()).isZero();
    assertThat(cluster.problems()).hasSize(3);
  }

  @Test
  void aJobCanShrinkToItsLeastNodes() {
    cluster.with(
        pod("j-0").of("training").job("j").on("a").annotation(Keys.MIN_NODES, "1"),
        pod("j-1").of("training").job("j").on("b"));
    assertThat(gang("ml/job/j").minNodes()).isEqualTo(1);
    assertThat(cluster.problems()).isEmpty();
  }

  @Test
  void leastNodesAreNoMoreThanItHasAndMustBeANumber() {
    cluster.with(
        pod("j-0").of("training").job("j").on("a").annotation(Keys.MIN_NODES, "5"),
        pod("k-0").of("training").job("k").on("b").annotation(Keys.MIN_NODES, "0"));
    assertThat(gang("ml/job/j").minNodes()).isEqualTo(1);
    assertThat(gang("ml/job/k").minNodes()).isEqualTo(1);
    assertThat(cluster.problems()).singleElement().asString().startsWith("gang ml/job/k");
  }

  @Test
  void onlyAJobCanShrink() {
    for (String on : new String[] {"a", "b"}) {
      cluster.with(
          pod("s-" + on)
              .of("training")
              .job("s-0")
              .label(GangKeys.JOB_SET, "s")
              .on(on)
              .annotation(Keys.MIN_NODES, "1"));
    }
    assertThat(gang("ml/jobset/s").minNodes()).isEqualTo(2);
    assertThat(cluster.problems())
        .singleElement()
        .asString()
        .endsWith("expected nothing, as only a Job can shrink; ignored");
  }

  @Test
  void aWishOfAnyPodIsAWishOfTheGang() {
    cluster.with(
        pod("j-0").of("training").job("j").on("a").annotation(Keys.DO_NOT_DISRUPT, "true"),
        pod("j-1").of("training").job("j").on("b").annotation(Keys.CHECKPOINTS_ON_REQUEST, "True"));
    cluster.with(pod("k").of("training").job("k").on("a").annotation(Keys.DO_NOT_DISRUPT, "yes"));
    assertThat(gang("ml/job/j").doNotDisrupt()).isTrue();
    assertThat(gang("ml/job/j").checkpointsOnRequest()).isTrue();
    assertThat(gang("ml/job/k").doNotDisrupt()).isFalse();
    assertThat(cluster.problems()).singleElement().asString().contains("\"yes\"");
  }

  @Test
  void aPodWithoutClassWorksForThatOfItsNode() {
    cluster.with(pod("p").on("c"), pod("q").of("no-class").on("a"));
    assertThat(gang("ml/pod/p").workloadClass()).isEqualTo(INFERENCE);
    assertThat(gang("ml/pod/q").workloadClass()).isEqualTo(TRAINING);
    assertThat(cluster.problems())
        .containsExactly(
            "gang ml/pod/q: label fungible.dev/class is \"no-class\"; expected one of training,"
                + " inference, ranking");
  }

  @Test
  void aGangOfTwoClassesIsReported() {
    cluster.with(
        pod("1").label(Keys.GANG, "g").of("training").on("a"),
        pod("2").label(Keys.GANG, "g").of("inference").on("c"));
    assertThat(gang("ml/gang/g").workloadClass()).isEqualTo(TRAINING);
    assertThat(cluster.problems()).singleElement().asString().contains("training and inference");
  }

  private static String at(long secondsAgo) {
    return NOW.minusSeconds(secondsAgo).toString();
  }

  private Gang gang(String name) {
    return cluster.look().gang(name).orElseThrow();
  }
}
