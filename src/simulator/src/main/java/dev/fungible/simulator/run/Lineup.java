package dev.fungible.simulator.run;

import dev.fungible.policies.baseline.Reactive;
import dev.fungible.policies.baseline.StaticSplit;
import dev.fungible.policies.baseline.Yesterday;
import dev.fungible.scheduler.execute.ShiftSettings;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.model.WorkloadClass.Kind;
import dev.fungible.scheduler.plan.Arbiter;
import dev.fungible.scheduler.plan.DecisionEngine;
import dev.fungible.scheduler.plan.GuardrailSettings;
import dev.fungible.scheduler.plan.LeastLoss;
import dev.fungible.scheduler.plan.Limits;
import dev.fungible.scheduler.plan.LyraOrder;
import dev.fungible.scheduler.plan.NamedPolicy;
import dev.fungible.scheduler.plan.Planner;
import dev.fungible.scheduler.plan.PlannerSettings;
import dev.fungible.scheduler.plan.VictimOrder;
import dev.fungible.scheduler.spi.Policy;
import dev.fungible.simulator.world.Contender;
import dev.fungible.simulator.world.Scenario;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The baselines that a report shows beside a policy, by name. */
public final class Lineup {

  private static final double TUNED_ATTAINMENT = 0.995;
  private static final Map<String, Function<Scenario, Contender>> BASELINES = baselines();

  private Lineup() {}

  /** Names of all baselines, in the order of the report. */
  public static List<String> names() {
    return List.copyOf(BASELINES.keySet());
  }

  /**
   * The baseline of that name, sized for the scenario where it has a size.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Contender baseline(String name, Scenario scenario) {
    Function<Scenario, Contender> baseline = BASELINES.get(name);
    if (baseline == null) {
      throw new IllegalArgumentException(
          "policy is \"" + name + "\"; expected default or one of " + names());
    }
    return baseline.apply(scenario);
  }

  private static Map<String, Function<Scenario, Contender>> baselines() {
    Map<String, Function<Scenario, Contender>> result = new LinkedHashMap<>();
    result.put(
        "static-peak", scenario -> split("static-peak", "at peak", StaticSizes.atPeak(scenario)));
    result.put(
        "static-tuned",
        scenario -> {
          SortedMap<String, Integer> sizes = StaticSizes.smallest(scenario, TUNED_ATTAINMENT);
          return split("static-tuned", "smallest for " + TUNED_ATTAINMENT, sizes);
        });
    result.put(
        "lyra",
        scenario ->
            contender(
                "lyra",
                "reactive capacity loaning, Lyra's reclaim order",
                reactive(Duration.ZERO),
                new LyraOrder()));
    result.put(
        "hysteresis",
        scenario ->
            contender(
                "hysteresis",
                "reactive loaning that lends after 30 minutes of lower demand",
                reactive(Duration.ofMinutes(30)),
                new LeastLoss()));
    result.put(
        "quota-reclaim",
        scenario ->
            contender(
                "quota-reclaim",
                "reactive, reclaims by priority and age, blind to checkpoints",
                reactive(Duration.ZERO),
                new NewestFirst()));
    result.put(
        "yesterday",
        scenario ->
            contender(
                "yesterday",
                "prepares for yesterday's same hour",
                new Yesterday().create(new Yesterday().defaults()),
                new LeastLoss()));
    result.put(
        "clairvoyant",
        scenario ->
            contender(
                "clairvoyant",
                "greedy, knows the next 10 minutes",
                new Clairvoyant(scenario.demand(), Duration.ofMinutes(10)),
                new LeastLoss()));
    return result;
  }

  private static Contender split(String name, String how, SortedMap<String, Integer> sizes) {
    SortedMap<WorkloadClass, Integer> nodes = new TreeMap<>();
    sizes.forEach((serving, size) -> nodes.put(new WorkloadClass(serving, Kind.SERVING), size));
    Policy policy = new StaticSplit().create(new StaticSplit.SplitSettings(nodes));
    return contender(name, "static split " + how + " " + sizes, policy, new LeastLoss());
  }

  private static Policy reactive(Duration hysteresis) {
    Reactive reactive = new Reactive();
    double headroom = reactive.defaults().headroom();
    return reactive.create(new Reactive.ReactiveSettings(headroom, hysteresis));
  }

  /** Baselines move without the brakes of a cautious operator. */
  private static Contender contender(
      String name, String description, Policy policy, VictimOrder order) {
    PlannerSettings eager = new PlannerSettings(0, 0, Duration.ofHours(1));
    Planner planner = new Planner(eager, GuardrailSettings.open(), order);
    List<NamedPolicy> policies = List.of(new NamedPolicy(name, policy));
    DecisionEngine engine = new DecisionEngine(policies, new Arbiter(Limits.NONE), planner);
    return new Contender(name, description, engine, ShiftSettings.defaults());
  }
}
