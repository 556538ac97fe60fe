package dev.fungible.benchmarks;

import dev.fungible.policies.DemandFollowing;
import dev.fungible.policies.Guarantee;
import dev.fungible.policies.QueueFilling;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.plan.Arbiter;
import dev.fungible.scheduler.plan.Decision;
import dev.fungible.scheduler.plan.DecisionEngine;
import dev.fungible.scheduler.plan.GuardrailSettings;
import dev.fungible.scheduler.plan.LeastLoss;
import dev.fungible.scheduler.plan.Limits;
import dev.fungible.scheduler.plan.NamedPolicy;
import dev.fungible.scheduler.plan.Planner;
import dev.fungible.scheduler.plan.PlannerSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One whole cycle: bid, allocate, plan; 5 % of the nodes have to move, or more. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class CycleBenchmark {

  private static final long SEED = 42;

  /** Nodes of the cluster. */
  @Param({"2048", "20480"})
  public int nodes;

  /** Whether the three policies that follow demand decide, or every policy and every guardrail. */
  @Param({"three", "every"})
  public String policies = "three";

  private DecisionEngine engine = three();
  private ClusterSnapshot snapshot = ReferenceCluster.snapshot(64, SEED);

  private static DecisionEngine three() {
    return new DecisionEngine(
        List.of(
            new NamedPolicy("guarantee", new Guarantee().create(new Guarantee().defaults())),
            new NamedPolicy(
                "demand",
                new DemandFollowing()
                    .create(new DemandFollowing.DemandSettings(0, Duration.ofMinutes(30)))),
            new NamedPolicy("queue", new QueueFilling().create(new QueueFilling().defaults()))),
        new Arbiter(Limits.NONE),
        new Planner(PlannerSettings.defaults(), GuardrailSettings.defaults(), new LeastLoss()));
  }

  /** Makes the cluster, and makes sure that it is the one that the figures speak of. */
  @Setup
  public void makeCluster() {
    boolean every = policies.equals("every");
    Everything everything = new Everything(nodes);
    engine = every ? everything.engine() : three();
    snapshot = every ? everything.snapshot(SEED) : ReferenceCluster.snapshot(nodes, SEED);
    Decision decision = engine.decide(snapshot);
    int moves = decision.plan().moves().size();
    int wanted = (int) Math.floor(nodes * 0.05);
    if (every ? moves < wanted : moves != wanted) {
      throw new IllegalStateException(moves + " moves; expected 5 % of " + nodes + " nodes");
    }
    if (every) {
      Everything.requireAll(decision);
      System.out.println(moves + " moves");
    }
  }

  /** Bid, allocate, plan. */
  @Benchmark
  public Decision cycle() {
    return engine.decide(snapshot);
  }
}
