package dev.fungible.configuration;

import dev.fungible.scheduler.execute.ShiftSettings;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.plan.GuardrailSettings;
import dev.fungible.scheduler.plan.PlannerSettings;
import dev.fungible.scheduler.spi.Declarations;
import java.util.List;

/**
 * All that a user decides; immutable.
 *
 * @param classes the built-in classes, then those that were added, in the order of the document
 * @param pools in the order of the document; empty where it says nothing
 * @param policies in the order of the document
 * @param guardrails how narrow they are
 * @param planner how moves are weighed
 * @param shifts limits of waiting inside a shift
 * @param cycles when the operator plans
 * @param signals what is measured beside the cluster
 */
public record Configuration(
    List<WorkloadClass> classes,
    List<PoolSettings> pools,
    List<PolicyEntry> policies,
    GuardrailSettings guardrails,
    PlannerSettings planner,
    ShiftSettings shifts,
    CycleSettings cycles,
    SignalSettings signals) {

  /** The version of the document's format. */
  public static final String API_VERSION = "fungible.dev/v1alpha1";

  /** The classes that every configuration has. */
  public static final List<WorkloadClass> BUILT_IN_CLASSES =
      List.of(WorkloadClass.TRAINING, WorkloadClass.INFERENCE, WorkloadClass.RANKING);

  /** The policies in force where a document lists none, in order. */
  public static final List<String> DEFAULT_POLICIES = List.of("guarantee", "forecast", "queue");

  public Configuration {
    classes = List.copyOf(classes);
    pools = List.copyOf(pools);
    policies = List.copyOf(policies);
  }

  /**
   * What holds where a document says nothing but its version.
   *
   * @throws IllegalArgumentException if the registry lacks one of {@link #DEFAULT_POLICIES}
   */
  public static Configuration defaults(PolicyRegistry registry) {
    return new Configuration(
        BUILT_IN_CLASSES,
        List.of(),
        DEFAULT_POLICIES.stream().map(registry::entry).toList(),
        GuardrailSettings.defaults(),
        PlannerSettings.defaults(),
        ShiftSettings.defaults(),
        CycleSettings.defaults(),
        SignalSettings.defaults());
  }

  /** The pools as the engine knows them, in the order of the document. */
  public List<NodePool> nodePools() {
    return pools.stream().map(PoolSettings::toNodePool).toList();
  }

  /** What policies may name beside their own settings. */
  public Declarations declarations() {
    return new Declarations(classes, pools.stream().map(PoolSettings::name).toList());
  }

  /** The same under other policies. */
  public Configuration withPolicies(List<PolicyEntry> newPolicies) {
    return new Configuration(
        classes, pools, newPolicies, guardrails, planner, shifts, cycles, signals);
  }
}
