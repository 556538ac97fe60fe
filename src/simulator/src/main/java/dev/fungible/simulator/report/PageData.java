package dev.fungible.simulator.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fungible.simulator.result.RunResult;
import dev.fungible.simulator.result.SimulationResult;

/** What the page draws: numbers in columns, rounded; texts once; packed. */
final class PageData {

  private final SimulationResult result;
  private final int mostMoves;

  /** The data with the explanations of at most that many moves a policy. */
  PageData(SimulationResult result, int mostMoves) {
    this.result = result;
    this.mostMoves = mostMoves;
  }

  /** The data as {@link Packed} has it. */
  String packed() {
    return Packed.of(tree());
  }

  /** The data as JSON. */
  ObjectNode tree() {
    var headline = new Headline(result);
    var interned = new Interned();
    var timelines = new TimelineColumns();
    var moves = new MoveColumns(interned, mostMoves);
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("nodes", result.nodes());
    root.put("gpusPerNode", result.gpusPerNode());
    root.put("hours", headline.hours());
    JsonFields.put(root, "oracle", result.oracle());
    root.put("subject", headline.subject().map(result.rows()::indexOf).orElse(-1));
    root.put("best", headline.best().map(result.rows()::indexOf).orElse(-1));
    var rows = root.putArray("rows");
    for (RunResult row : result.rows()) {
      ObjectNode node = row(row);
      node.set("timeline", timelines.of(row));
      node.set("explained", moves.of(row.moves()));
      rows.add(node);
    }
    root.set("texts", interned.texts());
    root.set("lists", interned.lists());
    return root;
  }

  private ObjectNode row(RunResult row) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("policy", row.policy());
    node.put("description", row.description());
    node.put("role", Role.of(row.policy()).key());
    var missed = node.putArray("missed");
    row.missed().forEach(missed::add);
    JsonFields.put(node, "ratio", result.ratioToOracle(row));
    JsonFields.put(node, "goodput", row.goodputGpuHours());
    JsonFields.putAttainment(node, row.attainment());
    JsonFields.put(node, "movesPerHour", row.movesPerHour());
    node.put("reversals", row.reversals());
    JsonFields.put(node, "preemptionsPerHour", row.preemptionsPerHour());
    node.put("moves", row.moves().size());
    JsonFields.put(node, "queueing", row.jobs().queueing());
    JsonFields.put(node, "completion", row.jobs().completion());
    JsonFields.putSizes(node, "queueingBySize", row.jobs().queueingBySize());
    JsonFields.putSizes(node, "completionBySize", row.jobs().completionBySize());
    JsonFields.put(node, "censored", row.jobs().censoredShare());
    JsonFields.put(node, "waste", row.waste());
    JsonFields.put(node, "wasteError", row.waste().error());
    return node;
  }
}
