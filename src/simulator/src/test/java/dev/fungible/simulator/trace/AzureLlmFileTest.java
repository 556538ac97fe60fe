package dev.fungible.simulator.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AzureLlmFileTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir Path folder;

  @Test
  void countsRequestsAndTokensInFullWindows() {
    RequestLog log =
        AzureLlmFile.read(
            file(
                "2023-11-16 18:16:10.0000000,60,6",
                "2023-11-16 18:15:10.5000000,120,30",
                "2023-11-16 18:16:10.4999999,60,24",
                "2023-11-16 18:16:10.5000000,600,60",
                "2023-11-16 18:17:10.5000000,1,1"),
            MINUTE);

    assertThat(log.start()).isEqualTo(LocalDateTime.of(2023, 11, 16, 18, 15, 10, 500_000_000));
    assertThat(log.count()).isEqualTo(5);
    assertThat(log.requests().function().values()).containsExactly(3 / 60.0, 1 / 60.0);
    assertThat(log.contextTokens().function().values()).containsExactly(4, 10);
    assertThat(log.generatedTokens().function().values()).containsExactly(1, 1);
    assertThat(log.tokens().function().values()).containsExactly(5, 11);
    assertThat(log.tokens().unit()).isEqualTo("tokens/s");
    assertThat(log.notes())
        .containsExactly("requests after the last full window of 60 s left out: 1");
  }

  @Test
  void aLogShorterThanAWindowHasOne() {
    RequestLog log = AzureLlmFile.read(file("2023-11-16 18:15:10.5000000,120,30"), MINUTE);

    assertThat(log.requests().steps()).isEqualTo(1);
    assertThat(log.notes()).isEmpty();
  }

  @Test
  void refusesWhatIsNoRequest() {
    assertRefused("x,1,1", ":2: TIMESTAMP is \"x\"");
    assertRefused("2023-11-16 18:15:10,-1,1", ":2: ContextTokens is \"-1\"");
    assertRefused("2023-11-16 18:15:10,1,many", ":2: GeneratedTokens is \"many\"");
    assertRefused("2023-11-16 18:15:10,1", ":2: row has 2 columns; expected 3");
    assertRefused("", "file has no requests");
  }

  @Test
  void refusesATimeFarFromTheOthers() {
    Path file = file("2023-11-16 18:15:10,1,1", "2053-11-16 18:15:10,1,1");

    assertThatThrownBy(() -> AzureLlmFile.read(file, MINUTE))
        .hasMessageEndingWith(
            ":3: TIMESTAMP is \"2053-11-16 18:15:10\"; expected a time within 366 days of the first"
                + " request.");
  }

  private void assertRefused(String row, String part) {
    assertThatThrownBy(() -> AzureLlmFile.read(file(row), MINUTE))
        .isInstanceOf(BadTrace.class)
        .hasMessageContaining(part);
  }

  private Path file(String... rows) {
    String text = "TIMESTAMP,ContextTokens,GeneratedTokens\r\n" + String.join("\r\n", rows);
    return new TempFiles(folder).text("azure.csv", text);
  }
}
