package dev.fungible.simulator.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fungible.simulator.result.RunResult;
import dev.fungible.simulator.result.SimulationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * A result for programs: fields in a fixed order, numbers in full precision, null where there is
 * none. Fields may be added at the end of an object, never renamed.
 */
public final class JsonReport {

  private final boolean timings;

  private JsonReport(boolean timings) {
    this.timings = timings;
  }

  /** With the time that each row took, which differs from run to run. */
  public static JsonReport create() {
    return new JsonReport(true);
  }

  /** Without timings: the same result gives the same bytes. */
  public JsonReport withoutTimings() {
    return new JsonReport(false);
  }

  /** The report as text that ends with a line feed. */
  public String render(SimulationResult result) {
    return JsonFields.pretty(tree(result));
  }

  /** Writes the report in UTF-8; an existing file is replaced. */
  public void write(SimulationResult result, Path file) throws IOException {
    Files.writeString(file, render(result));
  }

  private ObjectNode tree(SimulationResult result) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("scenario", result.scenario());
    root.put("nodes", result.nodes());
    root.put("queue", result.queue());
    JsonFields.put(root, "oracleGpuHours", result.oracle());
    var rows = root.putArray("rows");
    result.rows().forEach(row -> rows.add(row(row, result.ratioToOracle(row))));
    root.put("gpusPerNode", result.gpusPerNode());
    var notes = root.putArray("notes");
    result.notes().forEach(notes::add);
    return root;
  }

  private ObjectNode row(RunResult row, OptionalDouble ratio) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("policy", row.policy());
    node.put("feasible", row.isFeasible());
    var missed = node.putArray("missed");
    row.missed().forEach(missed::add);
    JsonFields.put(node, "ratioToOracle", ratio);
    JsonFields.put(node, "goodputGpuHours", row.goodputGpuHours());
    JsonFields.putAttainment(node, row.attainment());
    JsonFields.put(node, "movesPerHour", row.movesPerHour());
    node.put("reversals", row.reversals());
    JsonFields.put(node, "preemptionsPerHour", row.preemptionsPerHour());
    JsonFields.put(node, "lostGpuHours", row.lostGpuHours());
    JsonFields.put(node, "queueSeconds", row.jobs().queueing());
    JsonFields.put(node, "jctSeconds", row.jobs().completion());
    JsonFields.put(node, "censoredShare", row.jobs().censoredShare());
    JsonFields.put(node, "wasteIdentityError", row.waste().error());
    if (timings) {
      JsonFields.put(node, "wallSeconds", Figures.seconds(row.wall()));
    }
    node.put("description", row.description());
    node.put("moves", row.moves().size());
    JsonFields.putSizes(node, "queueSecondsBySize", row.jobs().queueingBySize());
    JsonFields.putSizes(node, "jctSecondsBySize", row.jobs().completionBySize());
    JsonFields.put(node, "wasteGpuHours", row.waste());
    return node;
  }
}
