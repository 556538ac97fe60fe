package dev.fungible.simulator.sweep;

import dev.fungible.configuration.EngineFactory;
import dev.fungible.configuration.PolicyRegistry;
import dev.fungible.scheduler.plan.LeastLoss;
import dev.fungible.simulator.report.CsvReport;
import dev.fungible.simulator.result.RunResult;
import dev.fungible.simulator.result.SimulationResult;
import dev.fungible.simulator.run.UpperBound;
import dev.fungible.simulator.world.Contender;
import dev.fungible.simulator.world.Scenario;
import dev.fungible.simulator.world.Simulation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.DoubleConsumer;

/** Simulates what is missing of a sweep, on several threads. */
public final class Runner {

  private final PolicyRegistry registry;
  private final int threads;
  private final Map<String, OptionalDouble> oracles = new ConcurrentHashMap<>();

  /** A runner on so many threads. */
  public Runner(PolicyRegistry registry, int threads) {
    this.registry = registry;
    this.threads = threads;
  }

  /** Takes outcomes one after the other, each as soon as it is there. */
  public interface Sink {
    /** Keeps one. */
    void take(Outcome outcome) throws IOException;
  }

  /**
   * Simulates the cases of a slice that are not known yet.
   *
   * @param progress told now and then how far all of it has come, from 0 to 1
   * @return how many were simulated
   */
  public int run(
      Sweep sweep, Slice slice, Collection<Outcome> known, Sink sink, DoubleConsumer progress)
      throws IOException {
    List<Case> missing = sweep.missing(slice, known);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Outcome>> futures = new ArrayList<>();
      for (Case one : missing) {
        futures.add(pool.submit(() -> keep(simulate(one), sink)));
      }
      for (int i = 0; i < futures.size(); i++) {
        done(futures.get(i), missing.get(i));
        progress.accept((i + 1.0) / futures.size());
      }
    } finally {
      pool.shutdownNow();
    }
    return missing.size();
  }

  private static Outcome keep(Outcome outcome, Sink sink) throws IOException {
    synchronized (sink) {
      sink.take(outcome);
    }
    return outcome;
  }

  private static void done(Future<Outcome> future, Case of) throws IOException {
    try {
      future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("The sweep was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failed) {
        throw failed;
      }
      throw new IllegalStateException(
          "Trial " + of.trial() + " fails in " + of.scenario().name(), e.getCause());
    }
  }

  private Outcome simulate(Case one) {
    Contender contender =
        new Contender(
            "trial-" + one.trial().number(),
            "",
            new EngineFactory(registry).engine(one.configuration(), new LeastLoss()),
            one.configuration().shifts());
    Scenario scenario = one.scenario();
    RunResult row = Simulation.run(scenario, contender, done -> {});
    SimulationResult result =
        new SimulationResult(
            scenario.name(),
            scenario.nodes(),
            scenario.physics().gpusPerNode(),
            scenario.queue().name().toLowerCase(Locale.ROOT),
            scenario.notes(),
            oracles.computeIfAbsent(scenario.name(), name -> UpperBound.gpuHours(scenario)),
            List.of(row));
    SequencedMap<String, String> figures = CsvReport.cells(result, row);
    return new Outcome(one.key(), scenario.name(), one.trial().changes(), figures);
  }
}
