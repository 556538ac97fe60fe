package dev.fungible.simulator.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClosestTest {

  private static final List<String> NAMES = List.of("submit_s", "duration_s", "gpus");

  @Test
  void findsTheNearestName() {
    assertThat(Closest.to("sumbit_s", NAMES)).hasValue("submit_s");
    assertThat(Closest.to("GPUS ", NAMES)).hasValue("gpus");
  }

  @Test
  void doesNotGuessAtWhatIsFarFromAll() {
    assertThat(Closest.to("colour", NAMES)).isEmpty();
    assertThat(Closest.to("", NAMES)).isEmpty();
  }
}
