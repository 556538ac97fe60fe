package dev.fungible.simulator.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fungible.simulator.result.Attainment;
import dev.fungible.simulator.result.Distribution;
import dev.fungible.simulator.result.WasteIdentity;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.function.ToDoubleFunction;

/** Parts of a result as JSON fields. */
final class JsonFields {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonFields() {}

  /** A line for each field and item, the last one ended. */
  static String pretty(ObjectNode tree) {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(indenter);
    printer.indentArraysWith(indenter);
    try {
      return MAPPER.writer(printer).writeValueAsString(tree) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** JSON knows no infinity and no NaN: such a number becomes null. */
  static void put(ObjectNode node, String field, double value) {
    if (Double.isFinite(value)) {
      node.put(field, value);
    } else {
      node.putNull(field);
    }
  }

  static void put(ObjectNode node, String field, OptionalDouble value) {
    put(node, field, value.orElse(Double.NaN));
  }

  static void put(ObjectNode node, String field, Distribution distribution) {
    ObjectNode inner = node.putObject(field);
    put(inner, "mean", Figures.seconds(distribution.mean()));
    put(inner, "p50", Figures.seconds(distribution.p50()));
    put(inner, "p95", Figures.seconds(distribution.p95()));
    inner.put("count", distribution.count());
  }

  static void putSizes(ObjectNode node, String field, SortedMap<String, Distribution> bySize) {
    ObjectNode inner = node.putObject(field);
    bySize.forEach((size, distribution) -> put(inner, size, distribution));
  }

  static void putAttainment(ObjectNode node, SortedMap<String, Attainment> attainment) {
    putEach(node.putObject("demandAttainment"), attainment, Attainment::demand);
    putEach(node.putObject("timeAttainment"), attainment, Attainment::time);
    putEach(node.putObject("worstHour"), attainment, Attainment::worstHour);
  }

  static void put(ObjectNode node, String field, WasteIdentity waste) {
    ObjectNode inner = node.putObject(field);
    put(inner, "total", waste.total());
    put(inner, "goodput", waste.goodput());
    putEach(inner.putObject("served"), waste.served(), Double::doubleValue);
    put(inner, "idleServing", waste.idleServing());
    put(inner, "idleTrainingQueueEmpty", waste.idleTrainingQueueEmpty());
    put(inner, "idleTrainingFragmented", waste.idleTrainingFragmented());
    put(inner, "transition", waste.transition());
    put(inner, "lost", waste.lost());
    put(inner, "restart", waste.restart());
    put(inner, "down", waste.down());
  }

  private static <T> void putEach(ObjectNode node, Map<String, T> values, ToDoubleFunction<T> one) {
    values.forEach((name, value) -> put(node, name, one.applyAsDouble(value)));
  }
}
