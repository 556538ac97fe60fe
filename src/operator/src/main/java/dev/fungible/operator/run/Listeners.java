package dev.fungible.operator.run;

import dev.fungible.scheduler.execute.StepResult;
import dev.fungible.scheduler.loop.CycleListener;
import dev.fungible.scheduler.loop.CycleReport;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Several listeners as one; what one of them throws is logged and stops nobody. */
final class Listeners implements CycleListener {

  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  private final List<CycleListener> all;

  Listeners(List<CycleListener> all) {
    this.all = List.copyOf(all);
  }

  @Override
  public void onCycle(CycleReport report) {
    each(listener -> listener.onCycle(report));
  }

  @Override
  public void onPass(List<StepResult> steps) {
    each(listener -> listener.onPass(steps));
  }

  private void each(Consumer<CycleListener> call) {
    for (CycleListener listener : all) {
      try {
        call.accept(listener);
      } catch (RuntimeException e) {
        LOG.error("{} failed", listener.getClass().getSimpleName(), e);
      }
    }
  }
}
