package dev.fungible.simulator.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemandFileTest {

  private static final String HEADER = "t_s,inference_nodes,ranking_nodes";

  @TempDir Path folder;

  @Test
  void readsRows() {
    DemandTrace trace = DemandFile.read(files().lines("d.csv", HEADER, "0,1.5,2", "600,3,0"));

    assertThat(trace.classes()).containsExactly("inference", "ranking");
    assertThat(trace.step()).isEqualTo(Duration.ofMinutes(10));
    assertThat(trace.column(0)).containsExactly(1.5, 3);
    assertThat(trace.column(1)).containsExactly(2, 0);
  }

  @Test
  void takesAnyClassesAndAnyStep() {
    DemandTrace trace =
        DemandFile.read(
            files().lines("d.csv", "t_s,batch-eval_nodes", "0.0,1", "0.5,1", "1.0,1e1"));

    assertThat(trace.classes()).containsExactly("batch-eval");
    assertThat(trace.step()).isEqualTo(Duration.ofMillis(500));
    assertThat(trace.peak(0)).isEqualTo(10);
  }

  @Test
  void toleratesCrLfAndByteOrderMarkAndBlanksAndGzip() {
    String text = "\uFEFF" + HEADER + "\r\n0, 1 ,2\r\n\r\n600,3,4\r\n\r\n";
    DemandTrace plain = DemandFile.read(files().lines("d.csv", HEADER, "0,1,2", "600,3,4"));

    assertThat(DemandFile.read(files().text("crlf.csv", text))).isEqualTo(plain);
    assertThat(DemandFile.read(files().bytes("d.csv.gz", TempFiles.gzipped(text))))
        .isEqualTo(plain);
  }

  @Test
  void whatWasWrittenReadsTheSame() {
    SplittableRandom random = new SplittableRandom(3);
    double[][] nodes = {
      random.doubles(500, 0, 1e-3).toArray(), random.doubles(500, 0, 1e9).toArray()
    };
    DemandTrace trace = DemandTrace.of(List.of("a", "b"), Duration.ofMillis(1500), nodes);
    Path file = folder.resolve("out.csv");

    DemandFile.write(trace, file, IfExists.REFUSE);

    assertThat(DemandFile.read(file)).isEqualTo(trace);
  }

  @Test
  void writesPlainNumbersOfFourDecimalsOrMore() {
    double[][] nodes = {{0, 8.1786, 1e-5, 1e8}};
    Path file = folder.resolve("out.csv");

    DemandFile.write(
        DemandTrace.of(List.of("a"), Duration.ofMinutes(10), nodes), file, IfExists.REFUSE);

    assertThat(file)
        .hasContent("t_s,a_nodes\n0,0.0000\n600,8.1786\n1200,0.000010\n1800,100000000.0000");
  }

  @Test
  void refusesToReplaceUnlessTold() {
    Path file = files().lines("d.csv", "precious");
    DemandTrace trace =
        DemandTrace.of(List.of("a"), Duration.ofMinutes(1), new double[][] {{1, 2}});

    assertThatThrownBy(() -> DemandFile.write(trace, file, IfExists.REFUSE))
        .hasMessage(file + ": file is there already; expected a new name, or --force.");
    assertThat(file).hasContent("precious");

    DemandFile.write(trace, file, IfExists.REPLACE);
    assertThat(DemandFile.read(file)).isEqualTo(trace);
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void leavesNothingBehindWhenItCannotReplace() {
    files().lines("taken/inside.csv", "x");
    DemandTrace trace =
        DemandTrace.of(List.of("a"), Duration.ofMinutes(1), new double[][] {{1, 2}});

    assertThatThrownBy(() -> DemandFile.write(trace, folder.resolve("taken"), IfExists.REPLACE))
        .isInstanceOf(BadTrace.class);
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void saysThatAFolderIsMissing() {
    DemandTrace trace =
        DemandTrace.of(List.of("a"), Duration.ofMinutes(1), new double[][] {{1, 2}});

    assertThatThrownBy(() -> DemandFile.write(trace, folder.resolve("no/d.csv"), IfExists.REFUSE))
        .isInstanceOf(BadTrace.class)
        .hasMessageContaining("writing failed (NoSuchFileException)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x8,1|inference_nodes is \"x8\"; expected a number of at least 0. Maybe 8?",
        "-1,1|inference_nodes is \"-1\"; expected a number of at least 0. Maybe 1?",
        "NaN,1|inference_nodes is \"NaN\"; expected a number of at least 0.",
        "Infinity,1|inference_nodes is \"Infinity\"; expected a number of at least 0.",
        "1e999,1|inference_nodes is \"1e999\"; expected a number of at least 0 and at most"
            + " 1000000000.",
        "1,2e9|ranking_nodes is \"2e9\"; expected a number of at least 0 and at most 1000000000.",
        "0x1p3,1|inference_nodes is \"0x1p3\"; expected a number of at least 0.",
        "1d,1|inference_nodes is \"1d\"; expected a number of at least 0. Maybe 1?",
        "'',1|inference_nodes is \"\"; expected a number of at least 0.",
        "1|row has 2 columns; expected 3 (t_s,inference_nodes,ranking_nodes).",
        "1,2,3|row has 4 columns; expected 3 (t_s,inference_nodes,ranking_nodes)."
      })
  void refusesBadRows(String row, String message) {
    Path file = files().lines("d.csv", HEADER, "0,1,2", "600," + row.replace("''", ""), "1200,1,2");

    assertThatThrownBy(() -> DemandFile.read(file)).hasMessage(file + ":3: " + message);
  }

  @ParameterizedTest
  @CsvSource({
    "5,600,1200,2,5,0 in the first row",
    "0,0,600,3,0,'a time after 0, which sets the step'",
    "0,600,600,4,600,1200 (steps of 600 s)",
    "0,600,1801,4,1801,1200 (steps of 600 s)",
    "0,600,300,4,300,1200 (steps of 600 s)",
    "0,1e18,0,3,1e18,'a number of seconds, at least 0 and at most 3155760000'"
  })
  void refusesUnevenTimes(
      String first, String second, String third, int line, String value, String expected) {
    Path file = files().lines("d.csv", HEADER, first + ",1,2", second + ",1,2", third + ",1,2");

    assertThatThrownBy(() -> DemandFile.read(file))
        .hasMessage(file + ":" + line + ": t_s is \"" + value + "\"; expected " + expected + ".");
  }

  @Test
  void needsTwoRowsToKnowTheStep() {
    assertThatThrownBy(() -> DemandFile.read(files().lines("d.csv", HEADER, "0,1,2")))
        .hasMessageContaining("file has 1 row; expected at least 2 rows");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ts,inference_nodes|Maybe t_s for ts?",
        "t_s,inference_node|Maybe inference_nodes?",
        "t_s,batch|Maybe batch_nodes?",
        "submit_s,duration_s,gpus|Maybe it is a file of composite jobs?",
        "0,8.1786,9.8707|expected t_s, then a column <class>_nodes for each serving class.",
        "t_s|expected t_s, then a column <class>_nodes for each serving class.",
        "t_s,a_nodes,a_nodes|column is \"a_nodes\"; expected <class>_nodes, each class once."
      })
  void refusesOtherHeaders(String header, String part) {
    Path file = files().lines("d.csv", header, "0,1,2");

    assertThatThrownBy(() -> DemandFile.read(file))
        .isInstanceOf(BadTrace.class)
        .hasMessageStartingWith(file + ":1: ")
        .hasMessageContaining(part);
  }

  private TempFiles files() {
    return new TempFiles(folder);
  }
}
