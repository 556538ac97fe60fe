package dev.fungible.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.fungible.expression.Expression.Rule;
import dev.fungible.policies.Levels;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.settings.SettingException;
import dev.fungible.scheduler.spi.Bid;
import dev.fungible.scheduler.spi.Declarations;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A rule whose expressions are compiled.
 *
 * @param key where it stands in the settings
 * @param rule as it was written
 * @param when whether to bid; null for a rule that always does
 * @param nodes how much
 */
record CompiledRule(String key, Rule rule, @Nullable Formula when, Formula nodes) {

  private static final Duration DWELL = Duration.ofHours(1);

  /** Numbers are computed; a rounding error above a whole one must not cost a node. */
  private static final double TOLERANCE = 1e-9;

  /**
   * Compiles a rule.
   *
   * @param index its place in the list, from 0
   * @throws SettingException if an expression or a pool's name cannot be used
   */
  static CompiledRule of(int index, Rule rule, Declarations declared) {
    String path = "rules." + index;
    if (!declared.pools().isEmpty()) {
      for (String pool : Objects.requireNonNullElse(rule.pools(), List.<String>of())) {
        requirePool(path, pool, declared.pools());
      }
    }
    String when = rule.when();
    return new CompiledRule(
        "rules[" + index + "]",
        rule,
        when == null ? null : compile(path + ".when", when, List.of(SimpleType.BOOL), declared),
        compile(
            path + ".nodes", rule.nodes(), List.of(SimpleType.INT, SimpleType.DOUBLE), declared));
  }

  private static void requirePool(String path, String pool, List<String> known) {
    if (!known.contains(pool)) {
      throw new SettingException(
          path + ".pools", pool, "pools of " + String.join(", ", known), pool, known);
    }
  }

  private static Formula compile(
      String key, String text, List<CelType> results, Declarations declared) {
    try {
      return Language.instance().compile(text, results, declared);
    } catch (InvalidExpression e) {
      Fault fault = e.fault();
      throw new SettingException(key, text, fault.expected(), fault.word(), fault.known());
    }
  }

  /** The bid for this snapshot; empty when the rule does not hold, or nowhere. */
  Optional<Bid> bid(String policy, ClusterSnapshot snapshot, View view, Budget budget) {
    List<String> pools = pools(snapshot);
    if (pools.isEmpty() || !holds(view, budget)) {
      return Optional.empty();
    }
    Number level = (Number) nodes.evaluate(key + ".nodes", view, budget);
    int wanted = clamp(level, pools, snapshot);
    return Optional.of(
        new Bid(
            policy,
            rule.workloadClass(),
            pools,
            rule.tier(),
            Objects.requireNonNullElse(rule.weight(), 1.0),
            wanted,
            Objects.requireNonNullElse(rule.dwell(), DWELL),
            reason(wanted)));
  }

  private boolean holds(View view, Budget budget) {
    return when == null || (boolean) when.evaluate(key + ".when", view, budget);
  }

  private List<String> pools(ClusterSnapshot snapshot) {
    List<String> suitable = Levels.poolsFor(rule.workloadClass(), snapshot);
    List<String> named = rule.pools();
    if (named == null) {
      return suitable;
    }
    List<String> present = snapshot.pools().stream().map(NodePool::name).toList();
    for (String pool : named) {
      if (!present.contains(pool)) {
        throw new RuleFailure(key + ".pools", pool, "is no pool of " + String.join(", ", present));
      }
    }
    return suitable.stream().filter(named::contains).toList();
  }

  /** Whole nodes between none and all of these pools. */
  private int clamp(Number level, List<String> pools, ClusterSnapshot snapshot) {
    double value = level.doubleValue();
    if (!Double.isFinite(value)) {
      throw new RuleFailure(key + ".nodes", nodes.text(), "is no number of nodes: " + value);
    }
    int most = 0;
    for (String pool : pools) {
      most += snapshot.nodesOf(pool).size();
    }
    return (int) Math.clamp(Math.ceil(value - TOLERANCE), 0, most);
  }

  private String reason(int wanted) {
    String given = rule.reason();
    return given == null
        ? key + " says " + wanted + " nodes: " + Fault.brief(nodes.text())
        : Fault.brief(given) + " (" + key + " says " + wanted + " nodes)";
  }
}
