package dev.fungible.operator.run;

import dev.fungible.scheduler.execute.StepResult;
import dev.fungible.scheduler.execute.StepResult.Outcome;
import dev.fungible.scheduler.loop.CycleListener;
import dev.fungible.scheduler.loop.CycleReport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every phase that a shift enters, and every refusal that is not the one before again, as a line of
 * the log. Not for concurrent use.
 */
final class ShiftLog implements CycleListener {

  private static final Logger LOG = LoggerFactory.getLogger(ShiftLog.class);

  /** The refusal of each shift that was last told. */
  private final Map<String, String> told = new HashMap<>();

  @Override
  public void onCycle(CycleReport report) {
    onPass(report.steps());
    report
        .decision()
        .failures()
        .forEach(failure -> LOG.error("Policy {}: {}", failure.policy(), failure.error()));
  }

  @Override
  public void onPass(List<StepResult> steps) {
    for (StepResult step : steps) {
      if (step.entered()) {
        LOG.info("{} {}: {}", step.shift().id(), step.shift().phase(), step.shift().reason());
      }
      if (step.shift().phase().isTerminal()) {
        told.remove(step.shift().id());
      }
      if (step.outcome() == Outcome.FAILED) {
        refused(step);
      } else if (step.outcome() == Outcome.STALE) {
        LOG.debug("{} {}: {}", step.shift().id(), step.shift().phase(), step.error());
      }
    }
  }

  private void refused(StepResult step) {
    String refusal = step.shift().phase() + ": " + step.error();
    if (!refusal.equals(told.put(step.shift().id(), refusal))) {
      LOG.warn("{} {}", step.shift().id(), refusal);
    }
  }
}
