package dev.fungible.expression;

import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.settings.SettingException;
import dev.fungible.scheduler.settings.Settings;
import dev.fungible.scheduler.spi.Bid;
import dev.fungible.scheduler.spi.Declarations;
import dev.fungible.scheduler.spi.Policy;
import dev.fungible.scheduler.spi.PolicyFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bids what rules in the configuration say: how many nodes a class should hold, and when, as
 * expressions of the <a href="https://cel.dev">Common Expression Language</a> over a view of the
 * snapshot. They are checked when they are read, and cut off when they take too long.
 */
public final class Expression implements PolicyFactory<Expression.ExpressionSettings> {

  private static final int MOST_RULES = 50;

  /**
   * What to bid.
   *
   * @param rules up to 50
   */
  public record ExpressionSettings(List<Rule> rules) {

    public ExpressionSettings {
      rules = List.copyOf(rules);
      if (rules.size() > MOST_RULES) {
        throw new SettingException(
            "rules", rules.size() + " rules", "at most " + MOST_RULES + " rules");
      }
    }
  }

  /**
   * One bid.
   *
   * @param workloadClass the class that should hold nodes
   * @param tier how urgent it is
   * @param nodes an expression, int or double: how many nodes, rounded up
   * @param when an expression, bool: whether to bid at all; true where it is left out
   * @param weight share of what the tier cannot satisfy in full, above 0 and up to 1000; else 1
   * @param dwell how long the class expects to use the nodes, up to 7 days; 1 hour where left out
   * @param reason why, for people; the expression where it is left out
   * @param pools names of the pools that count; all that suit the class where it is left out
   */
  public record Rule(
      WorkloadClass workloadClass,
      Tier tier,
      String nodes,
      @Nullable String when,
      @Nullable Double weight,
      @Nullable Duration dwell,
      @Nullable String reason,
      @Nullable List<String> pools) {

    private static final double HIGHEST_WEIGHT = 1_000;

    public Rule {
      if (weight != null && !(weight > 0 && weight <= HIGHEST_WEIGHT)) {
        throw new SettingException("weight", weight, "a number above 0 and up to 1000");
      }
      if (dwell != null) {
        Settings.requireUpTo("dwell", dwell, Duration.ofDays(7));
      }
      if (pools != null) {
        pools = List.copyOf(pools);
        if (pools.isEmpty()) {
          throw new SettingException("pools", "empty", "at least one pool, or none of this key");
        }
      }
    }
  }

  @Override
  public String name() {
    return "expression";
  }

  @Override
  public ExpressionSettings defaults() {
    return new ExpressionSettings(List.of());
  }

  @Override
  public Policy create(ExpressionSettings settings) {
    return create(
        settings,
        new Declarations(
            List.of(WorkloadClass.INFERENCE, WorkloadClass.RANKING, WorkloadClass.TRAINING),
            List.of()));
  }

  @Override
  public Policy create(ExpressionSettings settings, Declarations declared) {
    List<CompiledRule> rules = new ArrayList<>();
    for (int i = 0; i < settings.rules().size(); i++) {
      rules.add(CompiledRule.of(i, settings.rules().get(i), declared));
    }
    return snapshot -> {
      View view = new View(snapshot);
      Budget budget = new Budget();
      List<Bid> bids = new ArrayList<>();
      rules.forEach(rule -> rule.bid(name(), snapshot, view, budget).ifPresent(bids::add));
      return bids;
    };
  }
}
