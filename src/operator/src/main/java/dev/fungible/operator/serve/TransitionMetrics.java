package dev.fungible.operator.serve;

import dev.fungible.scheduler.loop.CycleListener;
import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.WorkloadClass;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Shows the shifts under way as the last cycle saw them, and how long shifts are known to take. */
public final class TransitionMetrics implements CycleListener {

  private final Tally shifts;
  private final Tally ages;
  private final Tally leadTimes;

  /** Shows them there, from the first cycle on. */
  public TransitionMetrics(MeterRegistry registry) {
    shifts = new Tally(registry, "fungible.shifts.under.way", "Nodes that carry a shift's record");
    ages =
        new Tally(
            registry,
            "fungible.shift.phase.oldest.seconds",
            "How long the shift that is longest in a phase has been in it");
    leadTimes =
        new Tally(
            registry,
            "fungible.lead.time.seconds",
            "How long a shift is expected to take, learned");
  }

  @Override
  public void onCycle(CycleReport report) {
    ClusterSnapshot snapshot = report.snapshot();
    Map<Tags, Double> oldest = new HashMap<>();
    for (GpuNode node : snapshot.shiftingNodes()) {
      Shift shift = node.shift();
      if (shift != null) {
        String phase = shift.phase().name().toLowerCase(Locale.ROOT);
        Tags labels = Tags.of("pool", node.pool(), "phase", phase);
        shifts.add(1, labels);
        double age = shift.inPhase(snapshot.time()).toMillis() / 1e3;
        oldest.merge(labels, Math.max(0, age), Math::max);
      }
    }
    oldest.forEach((labels, age) -> ages.add(age, labels));
    for (WorkloadClass from : snapshot.classes()) {
      for (WorkloadClass to : snapshot.classes()) {
        if (!from.equals(to)) {
          leadTimes.add(
              snapshot.leadTimes().of(from, to).toMillis() / 1e3,
              Tags.of("from", from.name(), "to", to.name()));
        }
      }
    }
    shifts.show();
    ages.show();
    leadTimes.show();
  }
}
