package dev.fungible.scheduler.spi;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fungible.scheduler.model.Gpus;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OutlookTest {

  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void looksAhead() {
    assertRefused(Duration.ZERO, Map.of(0.5, 8.0), "An outlook of PT0S; expected above 0s");
  }

  @Test
  void isOfProbabilities() {
    assertRefused(HOUR, Map.of(), "by probabilities []; expected some between 0 and 1");
    assertRefused(HOUR, Map.of(0.0, 8.0), "[0.0]; expected some between 0 and 1");
    assertRefused(HOUR, Map.of(0.5, 8.0, 1.0, 9.0), "[0.5, 1.0]; expected some between 0 and 1");
  }

  @Test
  void isNoLowerWhereItIsMoreCertain() {
    assertRefused(HOUR, Map.of(0.5, 8.0, 0.9, 7.0), "none below that of a lower probability");
  }

  private static void assertRefused(Duration within, Map<Double, Double> gpus, String why) {
    TreeMap<Double, Gpus> levels = new TreeMap<>();
    gpus.forEach((probability, value) -> levels.put(probability, new Gpus(value)));

    assertThatThrownBy(() -> new Outlook(within, levels))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}
