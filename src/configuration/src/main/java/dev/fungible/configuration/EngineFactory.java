package dev.fungible.configuration;

import dev.fungible.scheduler.plan.Arbiter;
import dev.fungible.scheduler.plan.DecisionEngine;
import dev.fungible.scheduler.plan.Limits;
import dev.fungible.scheduler.plan.NamedPolicy;
import dev.fungible.scheduler.plan.Planner;
import dev.fungible.scheduler.plan.VictimOrder;
import dev.fungible.scheduler.spi.Declarations;
import java.util.List;

/** Builds the engine that a configuration describes. */
public final class EngineFactory {

  private final PolicyRegistry registry;

  /** A factory that finds policies here. */
  public EngineFactory(PolicyRegistry registry) {
    this.registry = registry;
  }

  /**
   * The engine, which frees busy nodes in this order.
   *
   * @throws IllegalArgumentException if the registry lacks a policy
   */
  public DecisionEngine engine(Configuration configuration, VictimOrder victimOrder) {
    Declarations declared = configuration.declarations();
    List<NamedPolicy> policies =
        configuration.policies().stream()
            .map(entry -> new NamedPolicy(entry.name(), registry.create(entry, declared)))
            .toList();
    return new DecisionEngine(
        policies,
        new Arbiter(new Limits(configuration.guardrails().limits())),
        new Planner(configuration.planner(), configuration.guardrails(), victimOrder));
  }
}
