package dev.fungible.simulator.world;

import dev.fungible.policies.DemandFollowing;
import dev.fungible.policies.Guarantee;
import dev.fungible.policies.QueueFilling;
import dev.fungible.scheduler.execute.ShiftSettings;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.plan.Arbiter;
import dev.fungible.scheduler.plan.DecisionEngine;
import dev.fungible.scheduler.plan.GuardrailSettings;
import dev.fungible.scheduler.plan.LeastLoss;
import dev.fungible.scheduler.plan.Limits;
import dev.fungible.scheduler.plan.NamedPolicy;
import dev.fungible.scheduler.plan.Planner;
import dev.fungible.scheduler.plan.PlannerSettings;
import dev.fungible.simulator.run.Lineup;
import dev.fungible.simulator.trace.DemandTrace;
import dev.fungible.simulator.trace.TrainingJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Small worlds by seed: every second one with something unusual in it. */
final class RandomWorlds {

  private static final int STEP = 600;
  private static final int[] SIZES = {1, 1, 1, 1, 2, 3, 4, 6, 8, 8, 12, 16, 24, 40};

  private RandomWorlds() {}

  /** A world of 8 to 24 nodes for 1 or 2 days. */
  static Scenario scenario(int seed) {
    return scenario(seed, 24 + 24 * (seed % 2));
  }

  /** A world of 8 to 24 nodes for so many hours. */
  static Scenario scenario(int seed, int hours) {
    SplittableRandom random = new SplittableRandom(seed);
    int nodes = random.nextInt(8, 25);
    int steps = hours * 3600 / STEP;
    double[][] demand = {
      wave(random, steps, nodes * random.nextDouble(0.2, 0.55)),
      wave(random, steps, nodes * random.nextDouble(0.1, 0.45))
    };
    DemandTrace trace =
        DemandTrace.of(List.of("inference", "ranking"), Duration.ofSeconds(STEP), demand);
    Failures failures =
        seed % 4 == 1 ? new Failures(0.05, Duration.ofHours(2), seed) : Failures.NONE;
    return new Scenario(
        "random " + seed,
        trace,
        jobs(random, hours * 3600, random.nextInt(10, 25 + 5 * hours)),
        nodes,
        seed % 3 == 2 ? random.nextInt(1, 4) : 1,
        Physics.defaults(),
        seed % 5 == 3 ? QueueOrder.SJF : QueueOrder.FIFO,
        failures,
        List.of());
  }

  private static double[] wave(SplittableRandom random, int steps, double peak) {
    double[] result = new double[steps];
    double phase = random.nextDouble(2 * Math.PI);
    double depth = random.nextDouble(0.2, 0.5);
    double noise = random.nextDouble(0.15);
    int crowd = random.nextInt(steps);
    for (int i = 0; i < steps; i++) {
      double day = 1 - depth + depth * Math.sin(2 * Math.PI * i * STEP / 86_400 + phase);
      double wobble = 1 + noise * (random.nextDouble() - 0.5);
      double burst = i >= crowd && i < crowd + 3 ? 1.3 : 1;
      result[i] = peak * day * wobble * burst;
    }
    return result;
  }

  private static List<TrainingJob> jobs(SplittableRandom random, int horizon, int count) {
    List<TrainingJob> result = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      // Every eighth is there from the start; whole minutes make things happen together.
      long submit = random.nextInt(8) == 0 ? 0 : random.nextInt(horizon / 60) * 60L;
      long duration = Math.round(Math.exp(random.nextDouble(3, 10.5)));
      long whole = random.nextBoolean() ? Math.max(60, duration / 60 * 60) : duration;
      int gpus = SIZES[random.nextInt(SIZES.length)];
      result.add(Worlds.job("job-" + i, submit, whole, gpus));
    }
    return result;
  }

  /** Policies by seed: one as it is shipped, the baselines, and one that moves at random. */
  static Contender contender(int seed, Scenario scenario) {
    List<String> baselines = Lineup.names();
    int kind = (seed / 2) % (baselines.size() + 3);
    if (kind < baselines.size()) {
      return Lineup.baseline(baselines.get(kind), scenario);
    }
    return kind == baselines.size() ? Worlds.eager(restless(seed, scenario)) : shipped(seed);
  }

  private static Worlds.Script restless(int seed, Scenario scenario) {
    SplittableRandom random = new SplittableRandom(seed);
    Worlds.Script script = new Worlds.Script().at(0, 1, 1);
    for (int second = 300; second < scenario.horizonSeconds(); second += 900) {
      int inference = random.nextInt(scenario.nodes() / 2 + 1);
      script.at(second, inference, random.nextInt(scenario.nodes() - inference));
    }
    return script;
  }

  private static Contender shipped(int seed) {
    Guarantee guarantee = new Guarantee();
    TreeMap<WorkloadClass, Guarantee.Promise> promises = new TreeMap<>();
    if (seed % 4 == 0) {
      promises.put(WorkloadClass.RANKING, new Guarantee.Promise(3, 1));
      promises.put(WorkloadClass.TRAINING, new Guarantee.Promise(2, 2));
    }
    DemandFollowing demand = new DemandFollowing();
    QueueFilling queue = new QueueFilling();
    List<NamedPolicy> policies =
        List.of(
            new NamedPolicy(
                "guarantee", guarantee.create(new Guarantee.GuaranteeSettings(promises))),
            new NamedPolicy("demand", demand.create(demand.defaults())),
            new NamedPolicy("queue", queue.create(queue.defaults())));
    Planner planner =
        new Planner(PlannerSettings.defaults(), GuardrailSettings.defaults(), new LeastLoss());
    DecisionEngine engine = new DecisionEngine(policies, new Arbiter(Limits.NONE), planner);
    return new Contender("shipped", "guarantee, demand, queue", engine, ShiftSettings.defaults());
  }
}
