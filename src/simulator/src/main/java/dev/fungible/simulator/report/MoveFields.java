package dev.fungible.simulator.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields of one line of a file of moves; each refuses what it does not expect.
 *
 * @param where file and line
 * @param node what the line holds
 */
record MoveFields(String where, JsonNode node) {

  String text(String field) {
    JsonNode value = node.path(field);
    if (!value.isTextual()) {
      throw bad(field, "a text");
    }
    return value.textValue();
  }

  int integer(String field) {
    JsonNode value = node.path(field);
    if (!value.isInt()) {
      throw bad(field, "a whole number");
    }
    return value.intValue();
  }

  double number(String field) {
    JsonNode value = node.path(field);
    if (!value.isNumber()) {
      throw bad(field, "a number");
    }
    return value.doubleValue();
  }

  /** Seconds with a fraction, exact to the nanosecond for runs of up to a hundred days. */
  Duration duration(String field) {
    return Duration.ofNanos(Math.round(number(field) * 1e9));
  }

  List<String> texts(String field) {
    JsonNode value = node.path(field);
    if (!value.isArray()) {
      throw bad(field, "a list of texts");
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode element : value) {
      if (!element.isTextual()) {
        throw bad(field, "a list of texts");
      }
      texts.add(element.textValue());
    }
    return texts;
  }

  private BadMoves bad(String field, String expected) {
    JsonNode value = node.path(field);
    String found = value.isMissingNode() ? field + " is missing" : field + " is " + value;
    return new BadMoves(where, found, expected + " as \"fungible simulate\" writes it");
  }
}
