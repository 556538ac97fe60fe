package dev.fungible.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fungible.simulator.result.WasteIdentity;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every part of the waste identity against books that are kept second by second. */
class BooksTest {

  private static final int HOURS = 9;

  @ParameterizedTest
  @ValueSource(
      ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 29, 38, 53})
  void everyPartIsWhatASecondBySecondCountGives(int seed) {
    Scenario scenario = RandomWorlds.scenario(seed, HOURS);
    Contender contender = RandomWorlds.contender(seed, scenario);
    Simulation simulation = new Simulation(scenario, contender, done -> {});
    Bookkeeper bookkeeper = new Bookkeeper(scenario, simulation);

    simulation.run(
        end -> {
          bookkeeper.book(end);
          assertThat(bookkeeper.overbooked()).isEmpty();
        });

    WasteIdentity waste = simulation.result(Duration.ZERO).waste();
    SortedMap<String, Double> measured = inGpuSeconds(waste);
    double sum = 0;
    for (var booked : bookkeeper.books().entrySet()) {
      assertThat(measured.get(booked.getKey()))
          .as("%s of seed %s under %s", booked.getKey(), seed, contender.name())
          .isCloseTo(booked.getValue(), within(1e-3));
      sum += booked.getValue();
    }
    assertThat(measured).hasSameSizeAs(bookkeeper.books());
    assertThat(sum).isCloseTo(8.0 * scenario.nodes() * HOURS * 3600, within(1e-3));
    assertThat(waste.error()).isLessThan(1e-12);
  }

  private static SortedMap<String, Double> inGpuSeconds(WasteIdentity waste) {
    SortedMap<String, Double> hours = new TreeMap<>(waste.served());
    hours.put("goodput", waste.goodput());
    hours.put("lost", waste.lost());
    hours.put("restart", waste.restart());
    hours.put("idle serving", waste.idleServing());
    hours.put("idle training, queue empty", waste.idleTrainingQueueEmpty());
    hours.put("idle training, fragmented", waste.idleTrainingFragmented());
    hours.put("transition", waste.transition());
    hours.put("down", waste.down());
    hours.replaceAll((part, value) -> value * 3600);
    return hours;
  }
}
