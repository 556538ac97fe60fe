package dev.fungible.simulator.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fungible.scheduler.model.TimeSeries;
import dev.fungible.simulator.trace.TrainingJob;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldWorkTest {

  @Test
  void jobsAddUpToWhatWasHeld() {
    RecordedPast past = RecordedPast.of(Pasts.snapshot(Duration.ofHours(10), at -> 8));
    TimeSeries held = TimeSeries.EMPTY;
    for (int minute = 0; minute < 600; minute += 5) {
      // Nobody saw anything from the fourth hour to the sixth.
      if (minute < 180 || minute >= 300) {
        held = held.plus(past.start().plusSeconds(60L * minute), minute < 120 ? 20 : 36, 1000);
      }
    }

    List<TrainingJob> jobs = HeldWork.jobs(past, held);

    assertThat(jobs).allMatch(job -> job.gpus() == 8 && job.duration().equals(Duration.ofHours(1)));
    // From midnight to 9:00 as at the beginning, 9:00 to 10:00 the mean of both, then 36 GPUs.
    assertThat(gpuHours(jobs, 0, 9)).isEqualTo(9 * 20, within(8.0));
    assertThat(gpuHours(jobs, 10, 17)).isEqualTo(7 * 36, within(8.0));
  }

  @Test
  void nothingHeldIsNoWork() {
    RecordedPast past = RecordedPast.of(Pasts.snapshot(Duration.ofHours(10), at -> 8));

    assertThat(HeldWork.jobs(past, TimeSeries.EMPTY)).isEmpty();
  }

  private static double gpuHours(List<TrainingJob> jobs, int fromHour, int toHour) {
    return jobs.stream()
        .filter(job -> job.submit().toHours() >= fromHour && job.submit().toHours() < toHour)
        .mapToDouble(TrainingJob::gpuHours)
        .sum();
  }
}
