package dev.fungible.scheduler.loop;

import dev.fungible.scheduler.execute.StepResult;
import java.util.List;

/** Whoever wants to know what was seen, decided and done. */
@FunctionalInterface
public interface CycleListener {

  /** Called once after every cycle; must not throw. */
  void onCycle(CycleReport report);

  /**
   * Called once after every pass over the shifts under way; must not throw. Does nothing by
   * default.
   *
   * @param steps every record that was written or acted on, failures included
   */
  default void onPass(List<StepResult> steps) {}
}
