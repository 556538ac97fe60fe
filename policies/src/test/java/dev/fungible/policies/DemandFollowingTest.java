package dev.fungible.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.fungible.policies.DemandFollowing.DemandSettings;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.TimeSeries;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.settings.SettingException;
import dev.fungible.scheduler.spi.Bid;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemandFollowingTest {

  private static final Duration HALF_HOUR = Duration.ofMinutes(30);

  @ParameterizedTest(name = "{0} GPUs with {1} on top: {2} nodes")
  @CsvSource({
    "0, 0.1, 0",
    "1, 0, 1",
    "8, 0, 1",
    "8, 0.1, 2",
    "400, 0.1, 55",
    "80.1, 0.1, 12",
    "16, 1, 4"
  })
  void theLevelIsTheDemandAndItsHeadRoomInWholeNodes(double gpus, double headroom, int nodes) {
    Bid bid = bid(headroom, HALF_HOUR, Snapshots.training(9).demand(WorkloadClass.RANKING, gpus));

    assertThat(bid.nodes()).isEqualTo(nodes);
    assertThat(bid.tier()).isEqualTo(Tier.PROTECT);
    assertThat(bid.workloadClass()).isEqualTo(WorkloadClass.RANKING);
    assertThat(bid.pools()).containsExactly("p");
    assertThat(bid.reason()).contains(nodes + " with head-room");
  }

  @ParameterizedTest(name = "24 GPUs {0} s ago, 8 now: {1} nodes")
  @CsvSource({"300, 3", "1800, 3", "1801, 1", "3600, 1"})
  void itGivesUpNodesOnlyAfterAWhile(long secondsAgo, int nodes) {
    Duration ago = Duration.ofSeconds(secondsAgo);

    Bid bid = bid(0, HALF_HOUR, Snapshots.training(9).demand(WorkloadClass.INFERENCE, 8, ago, 24));

    assertThat(bid.nodes()).isEqualTo(nodes);
    assertThat(bid.reason()).contains("wants 1 nodes now, " + nodes + " at most");
  }

  @Test
  void itFollowsUpAtOnce() {
    Duration ago = Duration.ofMinutes(5);

    Bid bid = bid(0, HALF_HOUR, Snapshots.training(9).demand(WorkloadClass.INFERENCE, 24, ago, 8));

    assertThat(bid.nodes()).isEqualTo(3);
  }

  @Test
  void onlyServingClassesAreFollowed() {
    DemandFollowing demand = new DemandFollowing();

    assertThat(
            demand
                .create(demand.defaults())
                .bid(Snapshots.training(9).demand(WorkloadClass.TRAINING, 8).build()))
        .isEmpty();
  }

  @Test
  void theSmallestNodeOfItsPoolsSizesTheLevel() {
    Snapshots snapshots =
        new Snapshots()
            .pool("big", 16)
            .pool("small", 4)
            .pool("other", 2)
            .demand(WorkloadClass.INFERENCE, 16, TimeSeries.EMPTY, "big", "small");

    Bid bid = bid(0, HALF_HOUR, snapshots);

    assertThat(bid.nodes()).isEqualTo(4);
    assertThat(bid.pools()).containsExactly("big", "small");
  }

  @ParameterizedTest(name = "headroom {0}, {1} h: {2}")
  @CsvSource({
    "-0.1, 1, headroom",
    "11, 1, headroom",
    "NaN, 1, headroom",
    "0.1, -1, stabilization",
    "0.1, 169, stabilization"
  })
  void badSettingsAreRefused(double headroom, long hours, String key) {
    assertThatThrownBy(() -> new DemandSettings(headroom, Duration.ofHours(hours)))
        .asInstanceOf(type(SettingException.class))
        .satisfies(
            refusal -> {
              assertThat(refusal.key()).isEqualTo(key);
              assertThat(refusal.value())
                  .isEqualTo(
                      key.equals("headroom")
                          ? String.valueOf(headroom)
                          : Duration.ofHours(hours).toString());
              assertThat(refusal.expected()).contains("from 0");
            });
  }

  private static Bid bid(double headroom, Duration stabilization, Snapshots snapshots) {
    DemandSettings settings = new DemandSettings(headroom, stabilization);
    var bids = new DemandFollowing().create(settings).bid(snapshots.build());
    assertThat(bids).hasSize(1);
    return bids.getFirst();
  }
}
