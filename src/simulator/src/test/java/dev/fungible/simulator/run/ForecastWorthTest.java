package dev.fungible.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.configuration.Configuration;
import dev.fungible.configuration.ConfigurationEdit;
import dev.fungible.configuration.EngineFactory;
import dev.fungible.configuration.PolicyEntry;
import dev.fungible.configuration.PolicyRegistry;
import dev.fungible.policies.DemandFollowing;
import dev.fungible.policies.DemandFollowing.DemandSettings;
import dev.fungible.policies.Forecast.ForecastSettings;
import dev.fungible.scheduler.plan.LeastLoss;
import dev.fungible.simulator.result.SimulationResult;
import dev.fungible.simulator.world.Contender;
import dev.fungible.simulator.world.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The shipped document against the same document without a forecast, in worlds that nothing was
 * tuned on. A few short ones by default; {@code -Dforecast.worlds=50 -Dforecast.days=8} for all,
 * and {@code -Dforecast.headrooms=0.05,0.15} for more head-rooms to compare with.
 */
class ForecastWorthTest {

  private static final int WORLDS = Integer.getInteger("forecast.worlds", 6);
  private static final Duration SPAN = Duration.ofDays(Integer.getInteger("forecast.days", 4));
  private static final String HEADROOMS = System.getProperty("forecast.headrooms", "");
  private static final String FORECAST = "forecast";
  private static final int FALLBACK = 1;
  private static final int USUAL = 2;

  private final PolicyRegistry registry =
      PolicyRegistry.load(ForecastWorthTest.class.getClassLoader());
  private final Configuration shipped = Configuration.defaults(registry);

  @Test
  void inNoWorldDoesItCostHalfAPointAgainstItsFallbackAndOnAverageItBeatsTheUsualHeadRoom() {
    SequencedMap<String, Configuration> rivals = rivals();
    List<ForecastWorth> found = new ArrayList<>();
    for (int number = 1; number <= WORLDS; number++) {
      VariedWorld world = VariedWorld.of(number);
      ForecastWorth worth = new ForecastWorth(world, compare(world, rivals));
      System.out.print(worth);
      found.add(worth);
    }
    System.out.print(ForecastWorth.summary("all", found));
    System.out.print(
        ForecastWorth.summary(
            "without a season", found.stream().filter(one -> one.world().season() == 0).toList()));
    assertThat(found).filteredOn(one -> one.isWorseThan(FALLBACK)).isEmpty();
    assertThat(ForecastWorth.meanGain(found, USUAL)).isPositive();
  }

  private SimulationResult compare(VariedWorld world, Map<String, Configuration> rivals) {
    Scenario scenario = world.scenario(SPAN);
    List<Contender> contenders = new ArrayList<>();
    contenders.add(contender(FORECAST, shipped));
    rivals.forEach((name, configuration) -> contenders.add(contender(name, configuration)));
    return Comparison.run(scenario, contenders, done -> {});
  }

  private Contender contender(String name, Configuration configuration) {
    EngineFactory factory = new EngineFactory(registry);
    return new Contender(
        name, name, factory.engine(configuration, new LeastLoss()), configuration.shifts());
  }

  /** What the forecast falls back to, what ships as demand, and what else was asked for. */
  private SequencedMap<String, Configuration> rivals() {
    PolicyEntry forecast =
        shipped.policies().stream()
            .filter(entry -> entry.factoryName().equals(FORECAST))
            .findFirst()
            .orElseThrow();
    DemandSettings fallback = ((ForecastSettings) forecast.settings()).thin();
    SequencedMap<String, Configuration> result = new LinkedHashMap<>();
    result.put("demand " + fallback.headroom() + " (fallback)", without(fallback.headroom()));
    double usual = new DemandFollowing().defaults().headroom();
    result.put("demand " + usual + " (default)", without(usual));
    for (String headroom : HEADROOMS.isEmpty() ? new String[0] : HEADROOMS.split(",")) {
      result.put("demand " + headroom, without(Double.parseDouble(headroom)));
    }
    return result;
  }

  private Configuration without(double headroom) {
    Map<String, @Nullable Object> changes = new LinkedHashMap<>();
    changes.put("policies[forecast]", null);
    changes.put("policies[demand]", Map.of("settings", Map.of("headroom", headroom)));
    return new ConfigurationEdit(registry).apply(shipped, changes);
  }
}
