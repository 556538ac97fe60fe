package dev.fungible.operator.observe;

import static dev.fungible.operator.observe.NodeBuilder.node;
import static dev.fungible.operator.observe.PodBuilder.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.configuration.PoolSettings;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesObserverTest {

  @Test
  void aSnapshotIsAsOldAsItsOldestPart() {
    Cluster cluster = Cluster.of();
    cluster.nodesAge = Optional.of(Duration.ofSeconds(40));
    assertThat(cluster.look().freshness().age()).isEqualTo(Duration.ofSeconds(40));
    assertThat(cluster.look().freshness().missing()).isEmpty();
  }

  @Test
  void whatWasNotListedYetIsMissing() {
    Cluster cluster = Cluster.unrestored();
    cluster.nodesAge = Optional.empty();
    cluster.podsAge = Optional.empty();
    assertThat(cluster.look().freshness().missing())
        .containsExactly("nodes", "pods", "demand history");
  }

  @Test
  void aConfigurationIsInForceFromTheNextLook() {
    Cluster cluster = Cluster.of().with(node("a").of("training"));
    assertThat(cluster.look().nodeCount()).isEqualTo(1);
    cluster.pools = List.of(PoolSettings.uniform("other", 8, Mode.OBSERVE));
    assertThat(cluster.look().nodeCount()).isZero();
    assertThat(cluster.look().pools()).extracting("name").containsExactly("other");
  }

  @Test
  void problemsAreThoseOfTheLatestLook() {
    Cluster cluster = Cluster.of().with(node("a"));
    assertThat(cluster.problems()).hasSize(1);
    cluster.nodes.clear();
    assertThat(cluster.problems()).isEmpty();
  }

  @Test
  void problemsAreNoMoreThanAPersonReads() {
    Cluster cluster = Cluster.of();
    for (int i = 0; i < 1000; i++) {
      cluster.with(pod("p%04d".formatted(i)));
    }
    assertThat(cluster.problems())
        .hasSize(201)
        .endsWith("cluster: 800 more problems; expected none");
  }

  @Test
  void whatClassesMakeUseOfIsKnownAfterARestartToo() {
    Cluster cluster =
        Cluster.of()
            .with(node("a").of("inference"), node("b").of("inference"), node("c").of("training"))
            .with(pod("busy").of("inference").on("a").gpus(8));
    assertThat(cluster.look().usage()).isEmpty();
    cluster.now = cluster.now.plus(Duration.ofMinutes(5));
    List<Usage> before = cluster.look().usage();
    assertThat(before)
        .extracting(usage -> usage.workloadClass() + " " + usage.gpus().valueOf(0))
        .containsExactly("inference 8.0", "ranking 0.0", "training 0.0");

    Cluster successor = Cluster.unrestored();
    successor.now = cluster.now;
    successor.history.restore(cluster.history.saved(cluster.now), cluster.now);
    assertThat(successor.look().usage())
        .extracting(usage -> usage.workloadClass() + " " + usage.gpus().valueOf(0))
        .containsExactly("inference 8.0", "ranking 0.0", "training 0.0");
  }

  @Test
  void halfOfThePodsAreNoFallInUse() {
    Cluster cluster =
        Cluster.of()
            .with(node("a").of("inference"))
            .with(pod("busy").of("inference").on("a").gpus(8));
    cluster.look();
    cluster.now = cluster.now.plus(Duration.ofMinutes(5));
    cluster.podsAge = Optional.empty();
    cluster.pods = List.of();
    cluster.look();
    cluster.now = cluster.now.plus(Duration.ofMinutes(5));
    assertThat(cluster.look().usage().getFirst().gpus().valueOf(0)).isEqualTo(8);
  }

  @Test
  void whatWasSeenLongAgoIsNotWhatIsWantedNow() {
    Cluster cluster =
        Cluster.of()
            .with(node("a").of("inference"))
            .with(pod("busy").of("inference").on("a").gpus(8));
    cluster.look();
    for (int minute = 0; minute < 10; minute++) {
      cluster.now = cluster.now.plus(Duration.ofMinutes(1));
      cluster.podsAge = Optional.of(Duration.ofMinutes(3 + minute));
      assertThat(cluster.look().demands()).isEmpty();
    }
    cluster.podsAge = Optional.of(Duration.ZERO);
    assertThat(cluster.look().demands().getFirst().history().size()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void nothingInAClusterStopsALookNorDoesItsOrderChangeIt(long seed) {
    Cluster cluster = random(seed);
    ClusterSnapshot first = cluster.look();
    List<Problem> problems = cluster.observer.problems();
    assertThat(first.nodeCount()).isPositive();
    assertThat(problems).isNotEmpty();

    Cluster shuffled = random(seed);
    Collections.shuffle((List<?>) shuffled.nodes, new Random(seed));
    Collections.shuffle((List<?>) shuffled.pods, new Random(seed));
    ClusterSnapshot second = shuffled.look();
    assertThat(second.nodes()).containsExactlyElementsOf(first.nodes());
    assertThat(second.gangs()).containsExactlyElementsOf(first.gangs());
    assertThat(second.pending()).isEqualTo(first.pending());
    assertThat(second.finishedShifts()).isEqualTo(first.finishedShifts());
    assertThat(second.demands())
        .extracting(demand -> demand.workloadClass() + " " + demand.wanted())
        .isEqualTo(
            first.demands().stream()
                .map(demand -> demand.workloadClass() + " " + demand.wanted())
                .toList());
    assertThat(shuffled.observer.problems()).isEqualTo(problems);
  }

  private static Cluster random(long seed) {
    RandomCluster random = new RandomCluster(seed);
    Cluster cluster = Cluster.of();
    cluster.pools(
        PoolSettings.uniform("h100", 8, Mode.ENFORCE),
        PoolSettings.uniform("a100", 8, Mode.ENFORCE),
        Cluster.pool("both", "both", "yes"));
    cluster.nodes = new ArrayList<>(random.nodes(60));
    cluster.pods = new ArrayList<>(random.pods(400, 60));
    return cluster;
  }
}
