package dev.fungible.simulator.world;

import dev.fungible.scheduler.execute.ShiftSettings;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.plan.Arbiter;
import dev.fungible.scheduler.plan.DecisionEngine;
import dev.fungible.scheduler.plan.GuardrailSettings;
import dev.fungible.scheduler.plan.LeastLoss;
import dev.fungible.scheduler.plan.Limits;
import dev.fungible.scheduler.plan.NamedPolicy;
import dev.fungible.scheduler.plan.Planner;
import dev.fungible.scheduler.plan.PlannerSettings;
import dev.fungible.scheduler.spi.Bid;
import dev.fungible.scheduler.spi.Policy;
import dev.fungible.simulator.trace.DemandTrace;
import dev.fungible.simulator.trace.TrainingJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Worlds small enough to work out by hand, and policies that do as they are told. */
final class Worlds {

  private Worlds() {}

  /** A job of so many GPUs, all times in seconds. */
  static TrainingJob job(String name, long submit, long duration, int gpus) {
    return new TrainingJob(name, Duration.ofSeconds(submit), Duration.ofSeconds(duration), gpus);
  }

  /** The benchmark's physics on some nodes for some minutes, with no demand worth serving. */
  static Scenario quiet(int nodes, int minutes, TrainingJob... jobs) {
    return of(nodes, 60, new double[2][minutes], jobs);
  }

  /** The same with the demand of inference and of ranking in steps of so many seconds. */
  static Scenario of(int nodes, int stepSeconds, double[][] demand, TrainingJob... jobs) {
    List<String> classes = List.of("inference", "ranking");
    DemandTrace trace = DemandTrace.of(classes, Duration.ofSeconds(stepSeconds), demand);
    return Scenario.of("test", trace, List.of(jobs), nodes, QueueOrder.FIFO);
  }

  /** The same scenario dealt to so many pools. */
  static Scenario inPools(Scenario scenario, int pools) {
    return new Scenario(
        scenario.name(),
        scenario.demand(),
        scenario.jobs(),
        scenario.nodes(),
        pools,
        scenario.physics(),
        scenario.queue(),
        scenario.failures(),
        scenario.notes());
  }

  /** The same scenario with nodes that fail. */
  static Scenario failing(Scenario scenario, Failures failures) {
    return new Scenario(
        scenario.name(),
        scenario.demand(),
        scenario.jobs(),
        scenario.nodes(),
        scenario.pools(),
        scenario.physics(),
        scenario.queue(),
        failures,
        scenario.notes());
  }

  /** The same scenario with another queue. */
  static Scenario queued(Scenario scenario, QueueOrder order) {
    return new Scenario(
        scenario.name(),
        scenario.demand(),
        scenario.jobs(),
        scenario.nodes(),
        scenario.pools(),
        scenario.physics(),
        order,
        scenario.failures(),
        scenario.notes());
  }

  /** A contender without any brakes, so that what the policy asks for happens. */
  static Contender eager(Policy policy) {
    PlannerSettings settings = new PlannerSettings(0, 0, Duration.ofHours(1));
    Planner planner = new Planner(settings, GuardrailSettings.open(), new LeastLoss());
    List<NamedPolicy> policies = List.of(new NamedPolicy("test", policy));
    DecisionEngine engine = new DecisionEngine(policies, new Arbiter(Limits.NONE), planner);
    return new Contender("test", "test", engine, ShiftSettings.defaults());
  }

  /** Levels of inference and ranking from given seconds on; training has the rest. */
  static final class Script implements Policy {

    private final TreeMap<Long, int[]> levels = new TreeMap<>();

    /** From that second on the classes should hold so many nodes. */
    Script at(long second, int inference, int ranking) {
      levels.put(second, new int[] {inference, ranking});
      return this;
    }

    @Override
    public List<Bid> bid(ClusterSnapshot snapshot) {
      int[] now = levels.floorEntry(snapshot.time().getEpochSecond()).getValue();
      List<Bid> bids = new ArrayList<>();
      bids.add(bid(snapshot, WorkloadClass.INFERENCE, Tier.PROTECT, now[0]));
      bids.add(bid(snapshot, WorkloadClass.RANKING, Tier.PROTECT, now[1]));
      bids.add(bid(snapshot, WorkloadClass.TRAINING, Tier.ELASTIC, snapshot.nodeCount()));
      return bids;
    }

    static Bid bid(ClusterSnapshot snapshot, WorkloadClass to, Tier tier, int nodes) {
      List<String> pools = snapshot.pools().stream().map(NodePool::name).toList();
      return new Bid("test", to, pools, tier, 1, nodes, Duration.ofDays(1), "the script says so");
    }
  }

  /** Levels that hold from the start. */
  static Script hold(int inference, int ranking) {
    return new Script().at(0, inference, ranking);
  }

  /** Runs it to its horizon. */
  static Simulation run(Scenario scenario, Policy policy) {
    Simulation simulation = new Simulation(scenario, eager(policy), done -> {});
    simulation.run(end -> {});
    return simulation;
  }

  /** The job of that name. */
  static SimulatedJob jobOf(Simulation simulation, String name) {
    return simulation.jobs().stream()
        .filter(job -> job.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** When it first started. */
  static long start(Simulation simulation, String name) {
    SimulatedJob job = jobOf(simulation, name);
    return job.submit() + job.queueingSeconds(simulation.now());
  }

  /** When it ended. */
  static long end(Simulation simulation, String name) {
    SimulatedJob job = jobOf(simulation, name);
    return job.submit() + job.completionSeconds(simulation.now());
  }
}
