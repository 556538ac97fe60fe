package dev.fungible.operator.observe;

import static dev.fungible.operator.observe.NodeBuilder.node;
import static dev.fungible.operator.observe.PodBuilder.NOW;
import static dev.fungible.operator.observe.PodBuilder.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.scheduler.model.Demand;
import dev.fungible.scheduler.model.TimeSeries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DemandsTest {

  private final Cluster cluster =
      Cluster.of().with(node("a").of("inference"), node("b").of("inference"));

  @Test
  void servingWantsWhatItsPodsHoldOrWaitFor() {
    cluster.with(
        pod("p").of("inference").gpus(4).on("a"),
        pod("q").of("inference").gpus(2),
        pod("ending").of("inference").gpus(2).on("b").deleting(),
        pod("held").of("inference").gpus(2).held(),
        pod("unlabelled").gpus(1).on("b"));
    assertThat(demand("inference").wanted().value()).isEqualTo(7);
    assertThat(demand("inference").pools()).containsExactly("h100");
  }

  @Test
  void aServingClassWithoutPodsWantsNothingAndBatchHasAQueueInstead() {
    assertThat(cluster.look().demands())
        .extracting(demand -> demand.workloadClass().name() + " " + demand.wanted().value())
        .containsExactly("inference 0.0", "ranking 0.0");
  }

  @Test
  void nothingIsSaidBeforeAllPodsAreKnown() {
    cluster.podsAge = Optional.empty();
    assertThat(cluster.look().demands()).isEmpty();
    assertThat(cluster.look().freshness().missing()).containsExactly("pods");
  }

  @Test
  void theHistoryEndsWithThePresent() {
    cluster.with(pod("p").of("inference").on("a"));
    cluster.look();
    cluster.now = NOW.plusSeconds(300);
    cluster.pods = new ArrayList<>();
    TimeSeries history = demand("inference").history();
    assertThat(history.valueOf(history.size() - 1)).isZero();
    assertThat(history.timeOf(history.size() - 1)).isEqualTo(cluster.now);
    assertThat(history.maxWithin(Duration.ofMinutes(10), cluster.now)).hasValue(8);
  }

  @Test
  void aRestartDoesNotForgetAPeak() {
    cluster.with(pod("p").of("inference").on("a"));
    cluster.look();
    Map<String, String> saved = cluster.history.saved(NOW);

    Cluster next = Cluster.unrestored().with(node("a").of("inference"));
    next.now = NOW.plusSeconds(300);
    assertThat(next.look().freshness().missing()).containsExactly("demand history");
    assertThat(next.history.restore(saved, next.now)).isEmpty();
    assertThat(next.look().freshness().missing()).isEmpty();
    Demand demand = next.look().demands().getFirst();
    assertThat(demand.wanted().value()).isZero();
    assertThat(demand.history().maxWithin(Duration.ofMinutes(10), next.now)).hasValue(8);
  }

  private Demand demand(String workloadClass) {
    return cluster.look().demands().stream()
        .filter(demand -> demand.workloadClass().name().equals(workloadClass))
        .findFirst()
        .orElseThrow();
  }
}
