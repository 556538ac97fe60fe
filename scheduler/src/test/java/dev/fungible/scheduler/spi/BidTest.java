package dev.fungible.scheduler.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

class BidTest {

  @Test
  void whatNoPlanCanUseIsRefusedWhereItIsMade() {
    assertThatThrownBy(() -> bid(List.of(), 1, 1, Duration.ZERO)).hasMessageContaining("no pool");
    assertThatThrownBy(() -> bid(List.of("p"), 0, 1, Duration.ZERO)).hasMessageContaining("weight");
    assertThatThrownBy(() -> bid(List.of("p"), Double.NaN, 1, Duration.ZERO))
        .hasMessageContaining("weight");
    assertThatThrownBy(() -> bid(List.of("p"), 1, -1, Duration.ZERO))
        .hasMessageContaining("at least 0");
    assertThatThrownBy(() -> bid(List.of("p"), 1, 1, ChronoUnit.FOREVER.getDuration()))
        .hasMessageContaining("dwell");
    assertThatThrownBy(() -> bid(List.of("p"), 1, 1, Duration.ofSeconds(-1)))
        .hasMessageContaining("dwell");
  }

  @Test
  void itsPoolsHaveAnOrderOfTheirOwn() {
    assertThat(bid(List.of("b", "a", "b"), 1, 1, Duration.ZERO).pools()).containsExactly("a", "b");
  }

  @Test
  void goesByTheNameThatThePolicyIsListedUnder() {
    assertThat(bid(List.of("p"), 1, 1, Duration.ZERO).by("mine").policy()).isEqualTo("mine");
  }

  private static Bid bid(List<String> pools, double weight, int nodes, Duration dwell) {
    return new Bid(
        "test", WorkloadClass.RANKING, pools, Tier.PREPARE, weight, nodes, dwell, "reason");
  }
}
