package dev.fungible.operator.serve;

import dev.fungible.scheduler.loop.CycleListener;
import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.scheduler.spi.Bid;
import dev.fungible.scheduler.spi.Outlook;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** Shows what policies foresee, whatever they bid. A policy that foresees nothing has no series. */
public final class ForecastMetrics implements CycleListener {

  private final Tally levels;
  private final Tally ahead;

  /** Shows it there, from the first cycle on. */
  public ForecastMetrics(MeterRegistry registry) {
    levels =
        new Tally(
            registry,
            "fungible.forecast.gpus",
            "GPUs that a class's demand stays within for the time looked ahead, by probability");
    ahead =
        new Tally(registry, "fungible.forecast.ahead.seconds", "How far a forecast looks ahead");
  }

  @Override
  public void onCycle(CycleReport report) {
    for (Bid bid : report.decision().bids()) {
      Outlook outlook = bid.outlook();
      if (outlook != null) {
        add(bid, outlook);
      }
    }
    levels.show();
    ahead.show();
  }

  private void add(Bid bid, Outlook outlook) {
    Tags labels = Tags.of("class", bid.workloadClass().name(), "policy", bid.policy());
    ahead.highest(outlook.within().toMillis() / 1e3, labels);
    outlook
        .levels()
        .forEach(
            (probability, gpus) ->
                levels.add(gpus.value(), labels.and("probability", Double.toString(probability))));
  }
}
