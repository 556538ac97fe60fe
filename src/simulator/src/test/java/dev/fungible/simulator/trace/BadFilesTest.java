package dev.fungible.simulator.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no trace at all: the same for every format, as all are read the same way. */
class BadFilesTest {

  @TempDir Path folder;

  @Test
  void aMissingFileIsNamedWithANeighbour() {
    Path neighbour = files().lines("A_jobs.csv", "x");
    Path missing = neighbour.resolveSibling("A_job.csv");

    assertThatThrownBy(() -> JobFile.read(missing))
        .hasMessage(missing + ": path does not exist; expected a readable file. Maybe A_jobs.csv?");
  }

  @Test
  void aMissingFileInAMissingFolderHasNoGuess() {
    Path missing = folder.resolve("none/A_job.csv");

    assertThatThrownBy(() -> JobFile.read(missing))
        .hasMessage(missing + ": path does not exist; expected a readable file.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "\uFEFF"})
  void anEmptyFileIsSaidToBeEmpty(String text) {
    Path file = files().text("empty.csv", text);

    assertThatThrownBy(() -> DemandFile.read(file))
        .hasMessageStartingWith(file + ": file is empty; expected a header (t_s,");
    assertThatThrownBy(() -> JobFile.read(file)).hasMessageContaining("file is empty");
    assertThatThrownBy(() -> PhillyFile.read(file)).hasMessageContaining("file is empty");
    assertThatThrownBy(() -> TraceFormat.detect(file)).hasMessageContaining("file is empty");
  }

  @Test
  void aFolderIsNoFile() {
    assertThatThrownBy(() -> DemandFile.read(folder))
        .hasMessage(folder + ": path is a folder; expected a file.");
  }

  @Test
  void aTruncatedGzipIsRefusedWhereItEnds() {
    StringBuilder text = new StringBuilder("submit_s,duration_s,gpus\n");
    for (int i = 0; i < 50_000; i++) {
      text.append(i).append(',').append(1 + i * 7919L % 10_007).append(",1\n");
    }
    byte[] whole = TempFiles.gzipped(text.toString());
    Path file = files().bytes("jobs.csv.gz", Arrays.copyOf(whole, whole.length / 2));

    assertThatThrownBy(() -> JobFile.read(file))
        .asInstanceOf(type(BadTrace.class))
        .satisfies(bad -> assertThat(bad.line().orElse(0)).isGreaterThan(1000))
        .satisfies(
            bad -> assertThat(bad).hasMessageContaining("reading stopped (Unexpected end of ZLIB"));
  }

  @Test
  void aGzipHeaderAloneIsRefused() {
    Path file = files().bytes("jobs.csv.gz", new byte[] {0x1f, (byte) 0x8b, 8, 0});

    assertThatThrownBy(() -> JobFile.read(file))
        .isInstanceOf(BadTrace.class)
        .hasMessageContaining("reading stopped");
  }

  @Test
  void aDamagedGzipIsRefused() {
    byte[] bytes = TempFiles.gzipped("submit_s,duration_s,gpus\n" + "1,1,1\n".repeat(1000));
    bytes[bytes.length / 2] ^= 0x55;
    Path file = files().bytes("jobs.csv.gz", bytes);

    assertThatThrownBy(() -> JobFile.read(file)).isInstanceOf(BadTrace.class);
  }

  @Test
  void binaryGarbageIsRefusedInAShortLineWithoutControlCharacters() {
    for (int seed = 0; seed < 50; seed++) {
      byte[] garbage = new byte[200_000];
      new SplittableRandom(seed).nextBytes(garbage);
      Path file = files().bytes("garbage.csv", garbage);

      assertThatThrownBy(() -> DemandFile.read(file))
          .isInstanceOf(BadTrace.class)
          .satisfies(
              bad -> {
                String message = String.valueOf(bad.getMessage()).replace(file.toString(), "");
                assertThat(message).hasSizeLessThan(300).doesNotContainPattern("\\p{Cntrl}");
              });
    }
  }

  @Test
  void anEndlessLineIsRefused() {
    Path file = files().text("long.csv", "\"" + "x".repeat(20_000_000));

    assertThatThrownBy(() -> JobFile.read(file))
        .isInstanceOf(BadTrace.class)
        .satisfies(bad -> assertThat(bad.getMessage()).hasSizeLessThan(500));
  }

  private TempFiles files() {
    return new TempFiles(folder);
  }
}
