package dev.fungible.simulator.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** Numbers for charts: as many decimals as can be seen, and no more bytes than that. */
final class Rounded {

  private Rounded() {}

  /** Adds the number with at most that many decimals; null when it is not finite. */
  static void add(ArrayNode array, double value, int decimals) {
    double scale = Math.pow(10, decimals);
    double rounded = Math.round(value * scale) / scale;
    if (!Double.isFinite(value)) {
      array.addNull();
    } else if (rounded == Math.rint(rounded)) {
      array.add((long) rounded);
    } else {
      array.add(rounded);
    }
  }

  /** All numbers with at most that many decimals. */
  static ArrayNode array(double[] values, int decimals) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (double value : values) {
      add(array, value, decimals);
    }
    return array;
  }
}
