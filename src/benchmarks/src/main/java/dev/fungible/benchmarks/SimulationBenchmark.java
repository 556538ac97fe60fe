package dev.fungible.benchmarks;

import dev.fungible.configuration.Configuration;
import dev.fungible.configuration.EngineFactory;
import dev.fungible.configuration.PolicyRegistry;
import dev.fungible.scheduler.plan.DecisionEngine;
import dev.fungible.scheduler.plan.LeastLoss;
import dev.fungible.simulator.result.RunResult;
import dev.fungible.simulator.run.Lineup;
import dev.fungible.simulator.synthetic.SyntheticWorld;
import dev.fungible.simulator.synthetic.WorldSettings;
import dev.fungible.simulator.world.Contender;
import dev.fungible.simulator.world.QueueOrder;
import dev.fungible.simulator.world.Scenario;
import dev.fungible.simulator.world.Simulation;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Simulated days a second, on a synthetic scenario of 8 days and 64 nodes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 3, time = 5)
public class SimulationBenchmark {

  /** Policy of the run. */
  @Param({"default", "static-tuned", "lyra"})
  public String policy = "default";

  private final Scenario scenario = scenario();

  private static Scenario scenario() {
    SyntheticWorld world = new SyntheticWorld(WorldSettings.of(7));
    return Scenario.of(
        "synthetic",
        world.demand(),
        world.jobs().jobs(),
        world.settings().nodes(),
        QueueOrder.FIFO);
  }

  /** Counts days. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Days {
    /** Days of virtual time. */
    public long simulatedDays;
  }

  private static Contender shipped() {
    PolicyRegistry registry = PolicyRegistry.load(SimulationBenchmark.class.getClassLoader());
    Configuration configuration = Configuration.defaults(registry);
    DecisionEngine engine = new EngineFactory(registry).engine(configuration, new LeastLoss());
    return new Contender("default", "shipped", engine, configuration.shifts());
  }

  /** One policy through the scenario. */
  @Benchmark
  public RunResult simulate(Days days) {
    Contender contender = policy.equals("default") ? shipped() : Lineup.baseline(policy, scenario);
    RunResult result = Simulation.run(scenario, contender, done -> {});
    days.simulatedDays += scenario.demand().horizon().toDays();
    return result;
  }
}
