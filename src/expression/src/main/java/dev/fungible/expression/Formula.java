package dev.fungible.expression;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An expression that can be evaluated.
 *
 * @param text as it was written
 * @param program compiled
 */
record Formula(String text, CelRuntime.Program program) {

  private static final Pattern LOCATED =
      Pattern.compile("evaluation error at [^:]*:(\\d{1,9}): (.*)", Pattern.DOTALL);

  private static final Pattern KEY =
      Pattern.compile("^key '(.*)' is not present in map\\.$", Pattern.DOTALL);

  /**
   * Its value for this view.
   *
   * @throws RuleFailure if it has none, or takes too long
   */
  Object evaluate(String rule, View view, Budget budget) {
    try {
      return program.trace(view, budget);
    } catch (CelEvaluationException e) {
      throw new RuleFailure(
          rule,
          text,
          budget.isSpent()
              ? "was cut off: the rules take more than " + Budget.MOST_STEPS + " steps"
              : "failed" + reason(e));
    }
  }

  private String reason(CelEvaluationException e) {
    String message = String.valueOf(e.getMessage());
    Matcher located = LOCATED.matcher(message);
    if (!located.matches()) {
      return ": " + message;
    }
    String what = located.group(2);
    String told =
        switch (e.getErrorCode()) {
          case DIVIDE_BY_ZERO -> "division by zero";
          case ATTRIBUTE_NOT_FOUND -> "there is no " + KEY.matcher(what).replaceFirst("$1");
          default -> what;
        };
    return " at " + Position.of(text, Integer.parseInt(located.group(1))) + ": " + told;
  }
}
