package dev.fungible.cli;

import dev.fungible.configuration.DurationText;
import dev.fungible.simulator.replay.RecordedPast;
import dev.fungible.simulator.trace.JobFile;
import dev.fungible.simulator.trace.TrainingJob;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which training jobs there were in a past that is replayed, since no server remembers them. */
final class PastJobs {

  @Option(
      names = "--jobs",
      paramLabel = "FILE",
      description =
          "The training jobs of that time: submit_s,duration_s,gpus, seconds since its beginning."
              + " Without it, they are guessed.")
  private @Nullable Path file;

  @Option(
      names = "--job-length",
      paramLabel = "TIME",
      defaultValue = "4h",
      description = "Length of the jobs of work that never ends (${DEFAULT-VALUE}).")
  private Duration length = Duration.ofHours(4);

  /** Those of the file, from the beginning of what decides; empty where there is no file. */
  Optional<List<TrainingJob>> given(RecordedPast past) throws IOException {
    return file == null ? Optional.empty() : Optional.of(past.after(JobFile.read(file).jobs()));
  }

  /** How long jobs are of which there is no end. */
  Duration length() {
    if (length.toMinutes() < 1) {
      throw new BadOption("--job-length", DurationText.format(length), "a time of at least 1m");
    }
    return length;
  }
}
