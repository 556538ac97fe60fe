package dev.fungible.simulator.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServeGenFolderTest {

  @TempDir Path folder;

  @Test
  void addsTheRatesOfAllClients() {
    client("a.csv.gz", 1, 2);
    client("b.csv", 10, 0.5);

    RateSeries rates = ServeGenFolder.read(folder);

    assertThat(rates.unit()).isEqualTo("requests/s");
    assertThat(rates.function().values()).containsExactly(11, 2.5);
    assertThat(rates.step()).isEqualTo(Duration.ofMinutes(10));
    assertThat(rates.notes()).containsExactly("clients added: 2");
  }

  @Test
  void oneClientsZeroIsNoGap() {
    client("a.csv.gz", 1, 0, 3);
    client("b.csv.gz", 1, 2, 3);

    RateSeries rates = ServeGenFolder.read(folder);

    assertThat(rates.function().values()).containsExactly(2, 2, 6);
    assertThat(rates.gaps()).isEmpty();
  }

  @Test
  void aLoneClientsZeroStands() {
    client("a.csv.gz", 1, 0, 3);

    assertThat(ServeGenFolder.read(folder).function().values()).containsExactly(1, 0, 3);
  }

  @Test
  void zeroOfAllClientsIsInterpolatedAndNoted() {
    client("a.csv.gz", 0, 4, 0, 0, 10, 1, 0);
    client("b.csv.gz", 0, 0, 0, 0, 0, 1, 0);

    RateSeries rates = ServeGenFolder.read(folder);

    assertThat(rates.function().values()).containsExactly(4, 4, 6, 8, 10, 2, 2);
    assertThat(rates.gaps()).containsExactly(gap(0, 1), gap(2, 4), gap(6, 7));
    assertThat(rates.notes())
        .contains(
            "4 windows without a request of any client are taken for logging gaps and interpolated"
                + " (seconds 0-600, 1200-2400, 3600-4200)");
  }

  @Test
  void windowsThatNoClientLoggedAreGapsToo() {
    new TempFiles(folder).gzip("a.csv.gz", row(600, 2), row(2400, 8));
    new TempFiles(folder).gzip("b.csv.gz", row(600, 0));

    RateSeries rates = ServeGenFolder.read(folder);

    assertThat(rates.function().values()).containsExactly(2, 4, 6, 8);
    assertThat(rates.gaps()).containsExactly(gap(1, 3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "601,1,,,0,0|t is \"601\"; expected a multiple of 600 above the row before.",
        "0,1,,,0,0|t is \"0\"; expected a multiple of 600 above the row before.",
        "600,-1,,,0,0|rate is \"-1\"; expected a number of at least 0. Maybe 1?",
        "600,,,,0,0|rate is \"\"; expected a number of at least 0.",
        "600,1|row has 2 columns; expected 6 (t,rate,cv,pattern,parameter,parameter)."
      })
  void refusesBadRows(String row, String message) {
    Path file = new TempFiles(folder).gzip("a.csv.gz", row(0, 1), row);

    assertThatThrownBy(() -> ServeGenFolder.read(folder)).hasMessage(file + ":2: " + message);
  }

  @Test
  void refusesFoldersWithoutRates() {
    assertThatThrownBy(() -> ServeGenFolder.read(folder))
        .hasMessageContaining("folder has no traces; expected files *.csv.gz, one a client");
    assertThatThrownBy(() -> ServeGenFolder.read(folder.resolve("none")))
        .hasMessageContaining("path does not exist; expected a readable folder");
    Path file = client("a.csv.gz", 0, 0);
    assertThatThrownBy(() -> ServeGenFolder.read(file)).hasMessageContaining("path is a file");
    assertThatThrownBy(() -> ServeGenFolder.read(folder))
        .hasMessageContaining("no client has a request");
  }

  private Path client(String name, double... rates) {
    String[] rows = new String[rates.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row(600 * i, rates[i]);
    }
    TempFiles files = new TempFiles(folder);
    return name.endsWith("gz") ? files.gzip(name, rows) : files.lines(name, rows);
  }

  private static String row(int seconds, double rate) {
    return seconds + "," + rate + ",1.5,Gamma,0.5,2.0";
  }

  private static RateSeries.Gap gap(int from, int to) {
    return new RateSeries.Gap(
        Duration.ofMinutes(10).multipliedBy(from), Duration.ofMinutes(10).multipliedBy(to));
  }
}
