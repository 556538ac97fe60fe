package dev.fungible.operator.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MinNodesTest {

  @Test
  void theHighestNumberOfAnyPodCounts() {
    assertThat(MinNodes.of(List.of(saying("2"), saying("4"), silent()))).hasValue(4);
  }

  @Test
  void aValueThatIsNoNumberOfNodesCountsAsNotThere() {
    assertThat(MinNodes.of(List.of(saying("many"), saying("4")))).hasValue(4);
    assertThat(MinNodes.of(List.of(saying("many"), silent()))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "+2", "2.0", "02", " 2", "1000000", "99999999999", "٣"})
  void onlyAPlainNumberIsOne(String text) {
    assertThat(MinNodes.read(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "16", "999999"})
  void aPlainNumberIsRead(String text) {
    assertThat(MinNodes.read(text)).hasValue(Integer.parseInt(text));
  }

  private static PodView saying(String text) {
    return pod(Map.of(Keys.MIN_NODES, text));
  }

  private static PodView silent() {
    return pod(Map.of());
  }

  private static PodView pod(Map<String, String> annotations) {
    return new PodView(
        "ml",
        "p",
        "u",
        1,
        Instant.EPOCH,
        Map.of(),
        annotations,
        null,
        "n",
        Instant.EPOCH,
        0,
        true,
        false,
        false,
        Map.of("nvidia.com/gpu", 8),
        Map.of());
  }
}
