package dev.fungible.simulator.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobFileTest {

  private static final String HEADER = "submit_s,duration_s,gpus";

  @TempDir Path folder;

  @Test
  void readsRows() {
    JobTrace trace = JobFile.read(files().lines("night.csv", HEADER, "0,66,1", "0,0.5,16"));

    assertThat(trace.name()).isEqualTo("night");
    assertThat(trace.jobs())
        .containsExactly(
            new TrainingJob("job-000001", Duration.ZERO, Duration.ofSeconds(66), 1),
            new TrainingJob("job-000002", Duration.ZERO, Duration.ofMillis(500), 16));
  }

  @Test
  void aHeaderAloneHasNoJobs() {
    assertThat(JobFile.read(files().lines("jobs.csv", HEADER)).jobs()).isEmpty();
  }

  @Test
  void whatWasWrittenReadsTheSame() {
    JobTrace trace = JobFile.read(files().lines("a.csv", HEADER, "1,2,3", "1.25,0.001,2147483647"));
    Path file = folder.resolve("sub.csv");

    JobFile.write(trace, file, IfExists.REFUSE);

    assertThat(file).hasContent(HEADER + "\n1,2,3\n1.25,0.001,2147483647");
    assertThat(JobFile.read(file).jobs()).isEqualTo(trace.jobs());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "9,5,x8|gpus is \"x8\"; expected a whole number of at least 1. Maybe 8?",
        "9,5,8.5|gpus is \"8.5\"; expected a whole number of at least 1.",
        "9,5,0|gpus is \"0\"; expected a whole number of at least 1.",
        "9,5,-2|gpus is \"-2\"; expected a whole number of at least 1. Maybe 2?",
        "9,5,99999999999|gpus is \"99999999999\"; expected a whole number of at least 1 and at most"
            + " 2147483647.",
        "9,0,1|duration_s is \"0\"; expected a number of seconds above 0.",
        "9,-5,1|duration_s is \"-5\"; expected a number of seconds above 0. Maybe 5?",
        "9,1h,1|duration_s is \"1h\"; expected a number of seconds above 0. Maybe 1?",
        "9,1e300,1|duration_s is \"1e300\"; expected a number of seconds above 0 and at most"
            + " 3155760000.",
        "NaN,5,1|submit_s is \"NaN\"; expected a number of seconds, at least 0.",
        "6,5,1|submit_s is \"6\"; expected at least 7, as rows are sorted by submit_s.",
        "9,5|row has 2 columns; expected 3 (submit_s,duration_s,gpus).",
        "9|row has 1 column; expected 3 (submit_s,duration_s,gpus)."
      })
  void refusesBadRows(String row, String message) {
    Path file = files().lines("jobs.csv", HEADER, "7,5,1", row);

    assertThatThrownBy(() -> JobFile.read(file)).hasMessage(file + ":3: " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "submit,duration_s,gpus|expected submit_s,duration_s,gpus. Maybe submit_s for submit?",
        "submit_s,duration_s,gpu|Maybe gpus for gpu?",
        "Submit_S,duration_s,gpus|Maybe submit_s for Submit_S?",
        "duration_s,submit_s,gpus|Maybe the columns in another order?",
        "t_s,inference_nodes|Maybe it is a file of composite demand?",
        "timestamp,duration,num_gpus,gpu_time,cluster|Maybe it is a file of Philly jobs?",
        "1,2,3|header is \"1,2,3\"; expected submit_s,duration_s,gpus."
      })
  void refusesOtherHeaders(String header, String part) {
    Path file = files().lines("jobs.csv", header);

    assertThatThrownBy(() -> JobFile.read(file))
        .hasMessageStartingWith(file + ":1: header is ")
        .hasMessageContaining(part);
  }

  @Test
  void theRefusalCarriesItsParts() {
    Path file = files().lines("jobs.csv", HEADER, "7,5,x8");

    assertThatThrownBy(() -> JobFile.read(file))
        .asInstanceOf(type(BadTrace.class))
        .satisfies(
            bad -> {
              assertThat(bad.file()).isEqualTo(file);
              assertThat(bad.line()).hasValue(2);
              assertThat(bad.value()).isEqualTo("x8");
              assertThat(bad.expected()).isEqualTo("a whole number of at least 1");
              assertThat(bad.maybe()).hasValue("8");
            });
  }

  private TempFiles files() {
    return new TempFiles(folder);
  }
}
