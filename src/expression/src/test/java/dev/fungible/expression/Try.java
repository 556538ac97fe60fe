package dev.fungible.expression;

import dev.fungible.expression.Expression.ExpressionSettings;
import dev.fungible.expression.Expression.Rule;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.settings.SettingException;
import dev.fungible.scheduler.spi.Bid;
import dev.fungible.scheduler.spi.Declarations;
import java.util.List;

/** Single expressions, tried in rules. */
final class Try {

  private static final Declarations DECLARED =
      new Declarations(
          List.of(
              WorkloadClass.TRAINING,
              WorkloadClass.INFERENCE,
              WorkloadClass.RANKING,
              new WorkloadClass("batch-scoring", WorkloadClass.Kind.BATCH)),
          List.of("h100", "a100"));

  private Try() {}

  /** The rule of training with this expression of nodes. */
  static Rule rule(String nodes) {
    return new Rule(WorkloadClass.TRAINING, Tier.ELASTIC, nodes, null, null, null, null, null);
  }

  /** The same, under a condition. */
  static Rule rule(String nodes, String when) {
    return new Rule(WorkloadClass.TRAINING, Tier.ELASTIC, nodes, when, null, null, null, null);
  }

  /** The bids of these rules. */
  static List<Bid> bids(ClusterSnapshot snapshot, Rule... rules) {
    return new Expression().create(new ExpressionSettings(List.of(rules)), DECLARED).bid(snapshot);
  }

  /** How many nodes the expression asks for in the sample cluster, which has 14. */
  static int nodes(String expression) {
    return bids(Samples.cluster(), rule(expression)).getFirst().nodes();
  }

  /** Whether the condition holds in the sample cluster. */
  static boolean holds(String condition) {
    return !bids(Samples.cluster(), rule("1", condition)).isEmpty();
  }

  /** Why the expression of nodes is refused. */
  static SettingException refusal(String nodes) {
    try {
      bids(Samples.cluster(), rule(nodes));
    } catch (SettingException e) {
      return e;
    }
    throw new AssertionError("not refused: " + nodes);
  }
}
