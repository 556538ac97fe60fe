package com.example.openinghours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.spi.Bid;
import dev.fungible.scheduler.settings.SettingException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpeningHoursTest {

  private static final OpeningHours.Hours OFFICE = hours(9, 17);
  private static final OpeningHours.Hours NIGHT = hours(22, 6);

  @Test
  void preparesTheNodesWhileOpenAndSaysForHowLong() {
    assertThat(bids(OFFICE, "2026-03-02T15:30:00Z"))
        .singleElement()
        .satisfies(
            bid -> {
              assertThat(bid.workloadClass()).isEqualTo(WorkloadClass.RANKING);
              assertThat(bid.pools()).containsExactly("h100");
              assertThat(bid.tier()).isEqualTo(Tier.PREPARE);
              assertThat(bid.nodes()).isEqualTo(6);
              assertThat(bid.dwell()).isEqualTo(Duration.ofMinutes(90));
              assertThat(bid.reason()).isEqualTo("is open for another PT1H30M");
            });
  }

  @Test
  void opensAndClosesOnTheSecond() {
    assertThat(bids(OFFICE, "2026-03-02T08:59:59Z")).isEmpty();
    assertThat(bids(OFFICE, "2026-03-02T09:00:00Z")).hasSize(1);
    assertThat(bids(OFFICE, "2026-03-02T16:59:59Z")).hasSize(1);
    assertThat(bids(OFFICE, "2026-03-02T17:00:00Z")).isEmpty();
  }

  @Test
  void isOpenOvernightWhenItClosesBeforeItOpens() {
    assertThat(bids(NIGHT, "2026-03-02T23:00:00Z")).hasSize(1);
    assertThat(bids(NIGHT, "2026-03-03T05:00:00Z")).hasSize(1);
    assertThat(bids(NIGHT, "2026-03-03T12:00:00Z")).isEmpty();
  }

  @Test
  void neverClosesWhenItClosesAsItOpens() {
    assertThat(bids(hours(0, 24), "2026-03-02T00:00:00Z")).hasSize(1);
    assertThat(bids(hours(8, 8), "2026-03-02T07:59:59Z")).hasSize(1);
  }

  @Test
  void refusesFewerThanNoNodes() {
    assertThatThrownBy(
            () -> new OpeningHours.Hours(WorkloadClass.RANKING, -1, Duration.ZERO, Duration.ZERO))
        .isInstanceOf(SettingException.class)
        .hasMessage("nodes is -1; expected a whole number of at least 0");
  }

  private static OpeningHours.Hours hours(int opens, int closes) {
    return new OpeningHours.Hours(
        WorkloadClass.RANKING, 6, Duration.ofHours(opens), Duration.ofHours(closes));
  }

  private static List<Bid> bids(OpeningHours.Hours hours, String time) {
    ClusterSnapshot snapshot =
        ClusterSnapshot.at(Instant.parse(time))
            .pools(List.of(NodePool.uniform("h100", 8, Mode.ENFORCE)))
            .build();
    return new OpeningHours().create(hours).bid(snapshot);
  }
}
