package dev.fungible.simulator.report;

import dev.fungible.simulator.result.RunResult;
import java.util.function.Function;

/**
 * A column of the table for terminals.
 *
 * @param over the upper line of its heading, often empty
 * @param heading the lower line
 * @param cell what it shows of a row
 * @param bound what it shows in the line of the oracle
 */
record Column(String over, String heading, Function<RunResult, String> cell, String bound) {

  static Column of(String over, String heading, Function<RunResult, String> cell) {
    return new Column(over, heading, cell, "");
  }
}
