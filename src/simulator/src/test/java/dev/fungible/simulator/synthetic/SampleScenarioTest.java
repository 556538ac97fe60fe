package dev.fungible.simulator.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.simulator.trace.DemandFile;
import dev.fungible.simulator.trace.DemandTrace;
import dev.fungible.simulator.trace.IfExists;
import dev.fungible.simulator.trace.JobFile;
import dev.fungible.simulator.trace.TrainingJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleScenarioTest {

  private final SampleScenario sample = SampleScenario.create();

  @TempDir Path folder;

  /** Changes when the generator does; then the sample's numbers in the documentation change too. */
  @Test
  void isTheSameOnEveryMachine() throws IOException, NoSuchAlgorithmException {
    Path demand = folder.resolve("demand.csv");
    Path jobs = folder.resolve("jobs.csv");
    DemandFile.write(sample.demand(), demand, IfExists.REFUSE);
    JobFile.write(sample.jobs(), jobs, IfExists.REFUSE);

    assertThat(checksum(demand)).isEqualTo("ee4d3d8d6dfd6621");
    assertThat(checksum(jobs)).isEqualTo("9d20cf5d6534de51");
  }

  @Test
  void hasAWarmUpDayAndThreeMore() {
    assertThat(sample.demand().horizon()).isEqualTo(Duration.ofDays(4));
    assertThat(sample.warmUp()).isEqualTo(Duration.ofDays(1));
    assertThat(sample.servingClasses()).containsExactly("inference", "ranking");
    assertThat(sample.nodes()).isEqualTo(64);
  }

  @Test
  void servingFitsTheClusterButTakesFarMoreByDayThanByNight() {
    for (int day = 0; day < 4; day++) {
      double most = 0;
      double least = sample.nodes();
      for (int i = day * 144; i < (day + 1) * 144; i++) {
        double serving = sample.demand().nodes(0, i) + sample.demand().nodes(1, i);
        most = Math.max(most, serving);
        least = Math.min(least, serving);
      }
      assertThat(most).isBetween(32.0, 56.0);
      assertThat(least).isLessThan(16);
    }
  }

  @Test
  void trainingWouldFillWhatServingLeaves() {
    assertThat(sample.jobs().gpuHours() / free(sample.demand())).isBetween(0.9, 1.1);
  }

  @Test
  void longGangsOverManyNodesMakeCheckpointsMatter() {
    List<TrainingJob> gangs =
        sample.jobs().jobs().stream()
            .filter(job -> job.nodes(8) > 1 && job.duration().toHours() >= 3)
            .toList();

    assertThat(gangs).hasSizeBetween(15, 100);
    assertThat(gangs.stream().mapToDouble(TrainingJob::gpuHours).sum())
        .isGreaterThan(0.3 * sample.jobs().gpuHours());
    assertThat(sample.jobs().jobs()).allMatch(job -> job.gpus() <= 128);
  }

  private double free(DemandTrace demand) {
    double nodeSteps = 0;
    for (int i = 0; i < demand.steps(); i++) {
      nodeSteps += sample.nodes() - demand.nodes(0, i) - demand.nodes(1, i);
    }
    return nodeSteps * sample.gpusPerNode() / 6;
  }

  private static String checksum(Path file) throws IOException, NoSuchAlgorithmException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(digest).substring(0, 16);
  }
}
