package dev.fungible.simulator.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ResultsTest {

  @Test
  void theIdentityCountsEveryPartOnce() {
    TreeMap<String, Double> served = new TreeMap<>(Map.of("inference", 1.0, "ranking", 2.0));

    WasteIdentity whole = new WasteIdentity(1023, 4, served, 8, 16, 32, 64, 128, 256, 512);
    WasteIdentity short1 = new WasteIdentity(1024, 4, served, 8, 16, 32, 64, 128, 256, 512);
    WasteIdentity over1 = new WasteIdentity(1022, 4, served, 8, 16, 32, 64, 128, 256, 512);

    assertThat(whole.error()).isZero();
    assertThat(short1.error()).isCloseTo(1 / 1024.0, within(1e-15));
    assertThat(over1.error()).isCloseTo(1 / 1022.0, within(1e-15));
  }

  @Test
  void theIdentityIsACopy() {
    TreeMap<String, Double> served = new TreeMap<>(Map.of("inference", 1.0));
    WasteIdentity waste = new WasteIdentity(1, 0, served, 0, 0, 0, 0, 0, 0, 0);

    served.put("inference", 7.0);

    assertThat(waste.served()).containsEntry("inference", 1.0);
    assertThat(waste.error()).isZero();
  }

  @Test
  void withoutAnOracleThereIsNoRatio() {
    SimulationResult none =
        new SimulationResult("s", 1, 8, "fifo", List.of(), OptionalDouble.empty(), List.of());

    assertThat(none.oracle()).isEmpty();
  }
}
