package dev.fungible.simulator.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fungible.simulator.result.MoveRecord;
import dev.fungible.simulator.result.RunResult;
import dev.fungible.simulator.result.SimulationResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Every move with its reasons as JSON lines, one move a line, policy by policy in order of time.
 */
public final class MovesReport {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private MovesReport() {}

  /** Writes all moves in UTF-8; an existing file is replaced. */
  public static void write(SimulationResult result, Path file) throws IOException {
    try (Writer writer = Files.newBufferedWriter(file)) {
      write(result, writer);
    }
  }

  /** Writes all moves; the writer stays open. */
  public static void write(SimulationResult result, Writer writer) throws IOException {
    for (RunResult row : result.rows()) {
      for (MoveRecord move : row.moves()) {
        writer.write(MAPPER.writeValueAsString(tree(row.policy(), move)));
        writer.write('\n');
      }
    }
  }

  /**
   * Reads what {@link #write} wrote; empty lines are passed over.
   *
   * @throws BadMoves when a line is no move
   */
  public static List<PolicyMove> read(Path file) throws IOException {
    List<PolicyMove> moves = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        if (!line.isBlank()) {
          moves.add(move(file + ":" + number, line));
        }
      }
    }
    return moves;
  }

  private static ObjectNode tree(String policy, MoveRecord move) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("policy", policy);
    node.put("number", move.number());
    node.put("atSeconds", Figures.seconds(move.at()));
    node.put("node", move.node());
    node.put("from", move.from());
    node.put("to", move.to());
    node.put("tier", move.tier());
    node.put("disruption", move.disruption());
    put(node, "gangs", move.gangs());
    node.put("lostGpuHours", move.lostGpuHours());
    node.put("reason", move.reason());
    put(node, "alternatives", move.alternatives());
    put(node, "bids", move.bids());
    put(node, "allocation", move.allocation());
    put(node, "rejections", move.rejections());
    return node;
  }

  private static void put(ObjectNode node, String field, List<String> texts) {
    var array = node.putArray(field);
    texts.forEach(array::add);
  }

  private static PolicyMove move(String where, String line) {
    JsonNode node;
    try {
      node = MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      throw new BadMoves(where, e.getOriginalMessage(), "one JSON object a line");
    }
    var fields = new MoveFields(where, node);
    return new PolicyMove(
        fields.text("policy"),
        new MoveRecord(
            fields.integer("number"),
            fields.duration("atSeconds"),
            fields.text("node"),
            fields.text("from"),
            fields.text("to"),
            fields.text("tier"),
            fields.text("disruption"),
            fields.texts("gangs"),
            fields.number("lostGpuHours"),
            fields.text("reason"),
            fields.texts("alternatives"),
            fields.texts("bids"),
            fields.texts("allocation"),
            fields.texts("rejections")));
  }
}
