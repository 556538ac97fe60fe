package dev.fungible.operator.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fungible.scheduler.loop.CycleListener;
import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.Shift;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Says in the status ConfigMap, under {@code status}, what the leader sees: nodes by pool and class
 * as observed, shifts under way, problems. At most every 30 seconds, and not when time alone has
 * passed. Not for concurrent use.
 */
public final class StatusReport implements CycleListener {

  /** The key of the report. */
  public static final String KEY = "status";

  private static final Duration PACE = Duration.ofSeconds(30);

  /** A ConfigMap is small, and nobody reads thousands of lines. */
  private static final int MOST_SHIFTS = 200;

  private final Consumer<ObjectNode> map;
  private final String identity;
  private final Supplier<List<String>> problems;
  private Instant writtenAt = Instant.MIN;
  private String written = "";

  /**
   * A report by this process.
   *
   * @param map what the status ConfigMap is to hold, as {@link StatusConfigMap#want} takes it
   * @param identity of the leader, as in its lease
   * @param problems what a cycle does not know of and a person should, like a refused configuration
   */
  public StatusReport(Consumer<ObjectNode> map, String identity, Supplier<List<String>> problems) {
    this.map = map;
    this.identity = identity;
    this.problems = problems;
  }

  @Override
  public void onCycle(CycleReport report) {
    Instant now = report.snapshot().time();
    if (writtenAt.isAfter(now.minus(PACE))) {
      return;
    }
    String text = StatusDifference.text(document(report));
    if (!StatusDifference.saysTheSame(text, written)) {
      ObjectNode content = JsonNodeFactory.instance.objectNode();
      content.putObject("data").put(KEY, text);
      map.accept(content);
      written = text;
      writtenAt = now;
    }
  }

  private ObjectNode document(CycleReport report) {
    ClusterSnapshot snapshot = report.snapshot();
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("asOf", snapshot.time().toString()).put("leader", identity);
    ArrayNode pools = document.putArray("pools");
    snapshot.pools().forEach(pool -> describe(pools.addObject(), pool, snapshot));
    ArrayNode shifts = document.putArray("shifts");
    List<GpuNode> shifting = snapshot.shiftingNodes();
    shifting.stream().limit(MOST_SHIFTS).forEach(node -> describe(shifts.addObject(), node));
    document.put("shiftsUnderWay", shifting.size());
    ArrayNode said = document.putArray("problems");
    problems.get().forEach(said::add);
    snapshot.freshness().missing().forEach(part -> said.add("Not read: " + part));
    report
        .decision()
        .failures()
        .forEach(failed -> said.add("Policy " + failed.policy() + " failed: " + failed.error()));
    return document;
  }

  private static void describe(ObjectNode line, NodePool pool, ClusterSnapshot snapshot) {
    Map<String, Integer> byClass = new TreeMap<>();
    int unhealthy = 0;
    for (GpuNode node : snapshot.nodesOf(pool.name())) {
      byClass.merge(node.labelled().name(), 1, Integer::sum);
      unhealthy += node.condition().healthy() ? 0 : 1;
    }
    line.put("name", pool.name()).put("mode", mode(pool));
    line.put("nodes", snapshot.nodesOf(pool.name()).size()).put("unhealthy", unhealthy);
    ObjectNode classes = line.putObject("classes");
    byClass.forEach(classes::put);
  }

  /** As the configuration spells it. */
  private static String mode(NodePool pool) {
    String name = pool.mode().name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }

  private static void describe(ObjectNode line, GpuNode node) {
    Shift shift = node.shift();
    if (shift != null) {
      line.put("node", node.name()).put("phase", shift.phase().name());
      line.put("phaseSince", shift.phaseSince().toString());
      line.put("from", shift.from().name()).put("to", shift.to().name());
      line.put("reason", shift.reason());
    }
  }
}
