package dev.fungible.simulator.replay;

import dev.fungible.scheduler.model.TimeSeries;
import dev.fungible.simulator.trace.TrainingJob;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Training jobs that add up to what training was seen to hold, hour by hour: as much work as there
 * surely was. So a configuration is credited for no work that nobody is known to have had.
 */
public final class HeldWork {

  private static final Duration HOUR = Duration.ofHours(1);

  private HeldWork() {}

  /** Jobs of a node and an hour; an hour that nobody saw is like the one before. */
  public static List<TrainingJob> jobs(RecordedPast past, TimeSeries heldGpus) {
    List<TrainingJob> jobs = new ArrayList<>();
    Instant midnight = past.start().minus(past.lead());
    double held = heldGpus.size() == 0 ? 0 : heldGpus.valueOf(0);
    double owed = 0;
    int sample = 0;
    for (Duration at = Duration.ZERO;
        at.compareTo(past.demand().horizon()) < 0;
        at = at.plus(HOUR)) {
      Instant end = midnight.plus(at).plus(HOUR);
      double sum = 0;
      int samples = 0;
      while (sample < heldGpus.size() && heldGpus.timeOf(sample).isBefore(end)) {
        sum += heldGpus.valueOf(sample);
        samples++;
        sample++;
      }
      held = samples == 0 ? held : sum / samples;
      owed += held;
      while (owed >= past.gpusPerNode()) {
        jobs.add(new TrainingJob("held-" + jobs.size(), at, HOUR, past.gpusPerNode()));
        owed -= past.gpusPerNode();
      }
    }
    return jobs;
  }
}
