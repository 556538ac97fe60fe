package dev.fungible.simulator.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobTraceTest {

  @Test
  void sortsBySubmissionAndKeepsTheOrderOfEquals() {
    JobTrace trace = new JobTrace("t", List.of(job("c", 20, 1), job("b", 10, 1), job("a", 10, 1)));

    assertThat(trace.jobs()).extracting(TrainingJob::name).containsExactly("b", "a", "c");
  }

  @Test
  void addsUpItsWork() {
    assertThat(new JobTrace("t", List.of(job("a", 0, 8), job("b", 0, 2))).gpuHours()).isEqualTo(10);
  }

  @Test
  void aJobTakesWholeNodes() {
    assertThat(job("a", 0, 1).nodes(8)).isEqualTo(1);
    assertThat(job("a", 0, 8).nodes(8)).isEqualTo(1);
    assertThat(job("a", 0, 12).nodes(8)).isEqualTo(2);
  }

  @Test
  void refusesWhatIsNoJob() {
    assertThatThrownBy(() -> job("a", -1, 1)).hasMessageContaining("Job a");
    assertThatThrownBy(() -> job("a", 0, 0)).hasMessageContaining("at least 1 GPU");
    assertThatThrownBy(() -> new TrainingJob("a", Duration.ZERO, Duration.ZERO, 1))
        .hasMessageContaining("duration above 0");
  }

  private static TrainingJob job(String name, long submit, int gpus) {
    return new TrainingJob(name, Duration.ofSeconds(submit), Duration.ofHours(1), gpus);
  }
}
