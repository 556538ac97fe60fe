package dev.fungible.scheduler.execute;

import dev.fungible.scheduler.model.Shift;
import org.jspecify.annotations.Nullable;

/**
 * What came of one step.
 *
 * @param before the record that was observed; null for a shift that starts
 * @param shift the record that is durable now; for a start that could not be saved, what it was to
 *     be
 * @param outcome whether the record was saved and acted on
 * @param error what the store or the actuator threw; empty when neither did
 */
public record StepResult(@Nullable Shift before, Shift shift, Outcome outcome, String error) {

  /** How a step ended. */
  public enum Outcome {
    /** The store and the actuator took what they were given. */
    SUCCEEDED,
    /** One of them held something newer than what was observed; the next pass sees it. */
    STALE,
    /** One of them refused. */
    FAILED
  }

  static StepResult succeeded(@Nullable Shift before, Shift shift) {
    return new StepResult(before, shift, Outcome.SUCCEEDED, "");
  }

  static StepResult refused(@Nullable Shift before, Shift shift, RuntimeException refusal) {
    Outcome outcome = refusal instanceof StaleViewException ? Outcome.STALE : Outcome.FAILED;
    return new StepResult(before, shift, outcome, refusal.toString());
  }

  /** Whether neither the store nor the actuator threw. */
  public boolean succeeded() {
    return outcome == Outcome.SUCCEEDED;
  }

  /** Whether a new record was made durable, whatever came of the command after it. */
  public boolean changed() {
    return before == null ? succeeded() : !before.equals(shift);
  }

  /**
   * Whether that record is the first one in its phase: something to tell people, and a reason for
   * another pass at once. A refusal that was counted is none; it is tried again later.
   */
  public boolean entered() {
    return changed() && (before == null || before.phase() != shift.phase());
  }
}
