package dev.fungible.scheduler.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.scheduler.model.ClusterSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What every {@link dev.fungible.scheduler.loop.ClusterObserver} promises. */
public abstract class ClusterObserverContract extends PortsContract {

  @Test
  void theNodeIsSeenWithItsClassItsPoolAndItsGangs() {
    ClusterSnapshot seen = observe();
    assertThat(observeNode().labelled()).isEqualTo(cluster().donor());
    assertThat(seen.nodesOf(observeNode().pool())).contains(observeNode());
    assertThat(seen.classes()).contains(cluster().donor(), cluster().receiver());
    assertThat(seen.gangsOn(cluster().node())).isNotEmpty();
    assertThat(observeNode().condition().vacant()).isFalse();
  }

  @Test
  void lookingChangesNothing() {
    List<?> first = StreamSupport.stream(observe().nodes().spliterator(), false).toList();
    List<?> second = StreamSupport.stream(observe().nodes().spliterator(), false).toList();
    assertThat(second).isEqualTo(first);
  }

  @Test
  void aSnapshotDoesNotChangeAfterwards() {
    ClusterSnapshot before = observe();
    cluster().store().save(newShift());
    letPass(Duration.ofSeconds(1));
    assertThat(before.node(cluster().node()).orElseThrow().shift()).isNull();
    assertThat(observeNode().shift()).isNotNull();
  }

  @Test
  void timeGoesForward() {
    ClusterSnapshot before = observe();
    letPass(Duration.ofSeconds(1));
    assertThat(observe().time()).isAfter(before.time());
  }
}
