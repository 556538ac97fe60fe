package dev.fungible.scheduler.execute;

import dev.fungible.scheduler.model.Shift;

/**
 * What came of one step.
 *
 * @param shift the record as it was to be
 * @param changed whether it is a new one
 * @param error what the store or the actuator threw; empty when neither did
 */
public record StepResult(Shift shift, boolean changed, String error) {

  /** Whether neither the store nor the actuator threw. */
  public boolean succeeded() {
    return error.isEmpty();
  }
}
