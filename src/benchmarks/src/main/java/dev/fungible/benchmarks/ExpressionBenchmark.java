package dev.fungible.benchmarks;

import dev.fungible.expression.Expression;
import dev.fungible.expression.Expression.ExpressionSettings;
import dev.fungible.expression.Expression.Rule;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.spi.Bid;
import dev.fungible.scheduler.spi.Policy;
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

/** The expressions of one cycle: the view of the snapshot, and three rules over it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ExpressionBenchmark {

  private static final long SEED = 42;
  private static final String AS_BEFORE =
      "classes.inference.nodesFor(1.1 * classes.inference.demandAt(now - duration('30m')))";
  private static final String QUEUED =
      "math.least(double(cluster.healthy) / 5.0, double(classes.training.nodesFor("
          + "classes.training.runningGpus + classes.training.pendingGpus)))";
  private static final String ROOMY = "pools.exists(p, pools[p].healthy > 100)";

  /** Nodes of the cluster. */
  @Param({"2048", "20480"})
  public int nodes;

  private final Policy nothing = policy(rule("1"));
  private final Policy policy =
      policy(rule(AS_BEFORE), rule(QUEUED), rule("cluster.nodes / 2", ROOMY));
  private ClusterSnapshot snapshot = ReferenceCluster.snapshot(64, SEED);

  private static Policy policy(Rule... rules) {
    return new Expression().create(new ExpressionSettings(List.of(rules)));
  }

  private static Rule rule(String level) {
    return rule(level, "true");
  }

  private static Rule rule(String level, String when) {
    return new Rule(WorkloadClass.TRAINING, Tier.ELASTIC, level, when, null, null, null, null);
  }

  /** Makes the cluster, and makes sure that the rules bid. */
  @Setup
  public void makeCluster() {
    snapshot = ReferenceCluster.snapshot(nodes, SEED);
    if (policy.bid(snapshot).size() != 3) {
      throw new IllegalStateException("A rule does not bid");
    }
  }

  /** Three rules that look at classes, pools and the whole. */
  @Benchmark
  public List<Bid> threeRules() {
    return policy.bid(snapshot);
  }

  /** One rule that looks at nothing: what is left is the engine's share. */
  @Benchmark
  public List<Bid> aNumber() {
    return nothing.bid(snapshot);
  }
}
