package dev.fungible.operator.run;

import dev.fungible.scheduler.execute.StepResult;
import dev.fungible.scheduler.execute.StepResult.Outcome;
import dev.fungible.scheduler.loop.CycleListener;
import dev.fungible.scheduler.loop.CycleReport;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every phase that a shift enters, and every refusal, as a line of the log. */
final class ShiftLog implements CycleListener {

  private static final Logger LOG = LoggerFactory.getLogger(ShiftLog.class);

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
      if (step.outcome() == Outcome.FAILED) {
        LOG.warn("{} {}: {}", step.shift().id(), step.shift().phase(), step.error());
      } else if (step.outcome() == Outcome.STALE) {
        LOG.debug("{} {}: {}", step.shift().id(), step.shift().phase(), step.error());
      }
    }
  }
}
