package dev.fungible.benchmarks.cluster;

import java.util.List;

/** Figures that one process of the benchmark hands to the one that started it, line by line. */
final class Figures {

  private static final String MARK = "figure\t";

  private Figures() {}

  /**
   * What was measured.
   *
   * @param name what it is
   * @param value with its unit and spread
   */
  record Figure(String name, String value) {}

  /** Hands it over. */
  static void tell(String name, String value) {
    System.out.println(MARK + name + "\t" + value);
    System.out.flush();
  }

  /** What was handed over in these lines of output, in order. */
  static List<Figure> in(List<String> output) {
    return output.stream()
        .filter(line -> line.startsWith(MARK))
        .map(line -> line.split("\t", 3))
        .map(parts -> new Figure(parts[1], parts[2]))
        .toList();
  }
}
