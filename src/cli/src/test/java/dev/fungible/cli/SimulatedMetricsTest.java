package dev.fungible.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SimulatedMetricsTest {

  private static final Path GUIDE = Path.of("../docs/guide/metrics.md");
  private static final Pattern ROW = Pattern.compile("^\\| `(fungible_\\w+)` \\| (\\w+) .*");

  /** What the guide tells of the engine; the rest is of the process and of what it reads. */
  private static final List<String> SECTIONS =
      List.of("### The cluster, as seen", "### GPU time", "### What is wanted", "### Shifts");

  /** Counts answers of an API server. */
  private static final String OF_THE_SERVER = "fungible_shift_steps_total counter";

  private static final long FIRST = 1_767_571_200L;
  private static final long DAY = 86_400;

  @TempDir Path folder;

  @Test
  void showsTheMetricsOfTheEngineAndNoOthers() throws IOException {
    List<String> lines = Files.readAllLines(simulated("metrics.om", "json.json"));

    TreeSet<String> shown =
        lines.stream()
            .filter(line -> line.startsWith("# TYPE "))
            .map(line -> line.substring("# TYPE ".length()))
            .map(line -> line.endsWith(" counter") ? line.replace(" ", "_total ") : line)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(shown).isEqualTo(ofTheEngine());
    assertThat(lines.getLast()).isEqualTo("# EOF");
    assertInOrder(lines);
  }

  @Test
  void isTheSameEachTimeAndChangesNothing() throws IOException {
    Path one = simulated("one.om", "one.json");
    Path other = simulated("other.om", "other.json");
    run("--json", file("without.json"));

    assertThat(one).hasSameTextualContentAs(other);
    assertThat(figures("one.json")).isEqualTo(figures("without.json"));
  }

  /** The times of each series grow, by equal steps, within the day that was asked for. */
  private static void assertInOrder(List<String> lines) {
    Map<String, Long> last = new HashMap<>();
    for (String line : lines) {
      if (!line.startsWith("#")) {
        String series = line.substring(0, line.indexOf(' '));
        long second = Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
        assertThat(second)
            .isBetween(FIRST, FIRST + DAY - 1)
            .isGreaterThan(last.getOrDefault(series, 0L));
        assertThat(second % 100).isZero();
        last.put(series, second);
      }
    }
    assertThat(last).hasSizeGreaterThan(100);
  }

  private static TreeSet<String> ofTheEngine() throws IOException {
    TreeSet<String> names = new TreeSet<>();
    boolean reads = false;
    for (String line : Files.readAllLines(GUIDE)) {
      if (line.startsWith("### ")) {
        reads = SECTIONS.contains(line);
      }
      if (reads && ROW.matcher(line).matches()) {
        names.add(ROW.matcher(line).replaceFirst("$1 $2"));
      }
    }
    assertThat(names.remove(OF_THE_SERVER)).isTrue();
    return names;
  }

  private Path simulated(String metrics, String json) throws IOException {
    run("--json", file(json), "--metrics", file(metrics), "--metrics-start", "2026-01-05");
    return folder.resolve(metrics);
  }

  private void run(String... more) throws IOException {
    Path config = folder.resolve("fungible.yaml");
    // So tight that moves are refused.
    Files.writeString(
        config,
        """
        apiVersion: fungible.dev/v1alpha1
        guardrails: {rateShare: 0.05, rateWindow: 2h}
        """);
    List<String> line =
        new ArrayList<>(List.of("simulate", "--world=1", "--span=1d", "--nodes=16"));
    line.addAll(List.of("--policies=default", "--config", config.toString()));
    line.addAll(List.of(more));
    StringWriter said = new StringWriter();
    CommandLine command = Fungible.commandLine();
    command.setOut(new PrintWriter(said, true)).setErr(new PrintWriter(said, true));
    assertThat(command.execute(line.toArray(String[]::new))).as(said.toString()).isZero();
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private List<String> figures(String json) throws IOException {
    return Files.readAllLines(folder.resolve(json)).stream()
        .map(line -> line.replaceAll("\"wallSeconds\" ?: ?[0-9.E-]+", ""))
        .toList();
  }
}
