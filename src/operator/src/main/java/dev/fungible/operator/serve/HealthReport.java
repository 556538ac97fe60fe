package dev.fungible.operator.serve;

import java.util.List;
import java.util.Optional;

/**
 * What checks say now.
 *
 * @param healthy whether none has a problem
 * @param text a line for each, for people
 */
record HealthReport(boolean healthy, String text) {

  static HealthReport of(List<Check> checks) {
    boolean healthy = true;
    StringBuilder text = new StringBuilder();
    for (Check check : checks) {
      Optional<String> problem = problemOf(check);
      healthy &= problem.isEmpty();
      text.append(check.name()).append(": ").append(problem.orElse("ok")).append('\n');
    }
    return new HealthReport(healthy, text.isEmpty() ? "ok\n" : text.toString());
  }

  private static Optional<String> problemOf(Check check) {
    try {
      return check.problem();
    } catch (RuntimeException e) {
      return Optional.of(e.toString());
    }
  }
}
