package dev.fungible.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * Who decided, and by what.
 *
 * @param run {@code operator}, or the row of a simulation
 * @param leader identity of the process; null in a simulation
 * @param configuration SHA-256 of the document in force; null where there is none to name
 * @param configurationVersion resourceVersion of its ConfigMap; null where it was seen in none
 */
public record Origin(
    String run,
    @Nullable String leader,
    @Nullable String configuration,
    @Nullable String configurationVersion) {

  /** What an operator calls its run. */
  public static final String OPERATOR = "operator";

  /** A row of a simulation. */
  public static Origin simulated(String row) {
    return new Origin(row, null, null, null);
  }
}
