package dev.fungible.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fungible.e2e.Prometheus;
import dev.fungible.e2e.PrometheusExtension;
import dev.fungible.e2e.PrometheusProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Accounts of {@link KnownWeek} from a real Prometheus: every number is known beforehand. */
@ExtendWith(PrometheusExtension.class)
class ReportOnPrometheusTest {

  /** What Prometheus makes up where a replica begins or ends between two scrapes. */
  private static final double EDGE = 0.002;

  private static final Path FOLDER =
      Path.of("target", "account-" + ProcessHandle.current().pid()).toAbsolutePath();

  private static @Nullable Prometheus prometheus;

  @BeforeAll
  static void startWithTheWeek() throws IOException, InterruptedException {
    Path program = PrometheusProgram.installed().orElseThrow();
    Files.createDirectories(FOLDER);
    Path week = FOLDER.resolve("week.om");
    KnownWeek.write(week);
    Process promtool =
        new ProcessBuilder(
                program.resolveSibling("promtool").toString(),
                "tsdb",
                "create-blocks-from",
                "openmetrics",
                "-q",
                week.toString(),
                FOLDER.resolve("data").toString())
            .redirectErrorStream(true)
            .redirectOutput(FOLDER.resolve("promtool.log").toFile())
            .start();
    assertThat(promtool.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(promtool.exitValue()).isZero();
    Files.delete(week);
    // Nothing listens there: only the week is known.
    prometheus = Prometheus.start(program, FOLDER, "127.0.0.1:1");
  }

  @AfterAll
  static void stop() {
    if (prometheus != null) {
      prometheus.close();
    }
  }

  @Test
  void everyNumberOfTheWeekIsTheKnownOne() throws IOException {
    Path json = FOLDER.resolve("week.json");
    Path html = FOLDER.resolve("week.html");
    FungibleCommand run =
        report("--until=2026-03-09T00:00Z", "--json=" + json, "--html=" + html, "--job-length=1h");
    assertThat(run.err()).isEmpty();
    JsonNode week = new ObjectMapper().readTree(json.toFile());

    assertThat(week.at("/observedHours").asDouble()).isEqualTo(167, edge(167));
    assertThat(week.at("/capacityGpuHours").asDouble()).isEqualTo(104 * 167.0, edge(104 * 167));
    assertThat(week.at("/wasteIdentityError").asDouble()).isLessThan(0.001);
    JsonNode training = week.at("/pools/h100/classes/training");
    // Days: 80 at night but for the ten minutes of going home, 48 by day and in these; less the
    // hour that nobody saw, the node that was unhealthy, and what nobody held.
    double nodes = 7 * (80 * (12 - 1 / 6.0) + 48 * (12 + 1 / 6.0)) - 80;
    check(training, "busy", nodes - 7 * 24 - 48);
    check(training, "idle", 7 * 16);
    check(training, "fragmented", 7 * 8);
    check(training, "shifting", 7 * 32 / 6.0);
    check(training, "unhealthy", 48);
    check(training, "lost", 28 * 1.5);
    double demand = 7 * (16 * 12 + 48 * 12) - 16;
    check(week.at("/pools/h100/classes/inference"), "busy", demand - 7 * 32 / 6.0);
    check(week.at("/pools/h100/classes/inference"), "shifting", 7 * 32 / 6.0);
    check(week.at("/pools/l40/classes/ranking"), "busy", 8 * 167);
    JsonNode inference = week.at("/services/inference");
    check(inference, "demanded", demand);
    check(inference, "unmet", 7 * 32 / 6.0);
    check(inference, "unmetHours", 7 / 6.0);
    assertThat(inference.path("demandAttainment").asDouble())
        .isEqualTo(1 - 7 * 32 / 6.0 / demand, within(1e-4));
    assertThat(inference.path("timeAttainment").asDouble())
        .isEqualTo(1 - 7 / 6.0 / 167, within(1e-4));
    checkMoves(week.path("moves"));
    checkDays(week.path("days"));
    assertThat(run.out())
        .contains("56 moves cost 42.0 GPU-h of lost work and 74.7 GPU-h in transition")
        .contains("the operator saw 167.0 of 168.0 hours (99.4 %)");
    assertThat(Files.readString(html)).contains("56 moves cost 42.0 GPU-h");
    checkGain(week.path("gain"));
  }

  private static void checkMoves(JsonNode moves) {
    assertThat(moves).hasSize(2);
    JsonNode home = moves.get(0);
    assertThat(home.path("from").asText()).isEqualTo("inference");
    check(home, "finished", 28);
    check(home, "preempting", 0);
    JsonNode lend = moves.get(1);
    check(lend, "started", 29);
    check(lend, "finished", 28);
    check(lend, "rolledBack", 1);
    check(lend, "preempting", 21);
    check(lend, "lost", 42);
    check(lend, "meanSeconds", 600);
  }

  private static void checkDays(JsonNode days) {
    assertThat(days.findValuesAsText("name"))
        .startsWith("Mon 2026-03-02 +00:00")
        .endsWith("Sun 2026-03-08 +00:00")
        .hasSize(7);
    double busy = 80 * (12 - 1 / 6.0) + 48 * (12 + 1 / 6.0) - 24;
    // The restart on the second day leaves no trace.
    check(days.get(1).at("/classes/training"), "busy", busy);
    check(days.get(2).at("/classes/training"), "busy", busy - 48);
    check(days.get(5), "observedHours", 23);
    days.forEach(day -> check(day, "moves", 8));
  }

  /** Of 104 GPUs, 13 nodes of 8, six are left to a split that meets the peak. */
  private static void checkGain(JsonNode gain) {
    assertThat(gain.path("wholeDays").asInt()).isEqualTo(7);
    JsonNode seen = gain.at("/cases/0");
    assertThat(seen.at("/splits/0/name").asText()).isEqualTo("static-tuned");
    assertThat(seen.at("/splits/0/trainingPerDay").asDouble()).isEqualTo(6 * 8 * 24, within(0.1));
    assertThat(seen.at("/splits/0/demandAttainment/inference").asDouble()).isEqualTo(1);
    assertThat(seen.at("/splits/0/low").asDouble()).isPositive();
    // What training held is what there was to do: the replay makes no more of it.
    assertThat(seen.at("/moving/trainingPerDay").asDouble()).isBetween(1300.0, 1515.0);
  }

  @Test
  void partOfTheWeekInAnotherZoneHasTheDaysOfThatZone() {
    FungibleCommand run =
        report("--since=36h", "--until=2026-03-04T00:00Z", "--zone=Europe/Berlin", "--no-replay");

    assertThat(run.out())
        .contains("2026-03-02 13:00 +01:00 to 2026-03-04 01:00 +01:00", "36.0 of 36.0 hours")
        .contains("Tue 2026-03-03 +01:00    24.0")
        .contains("Wed 2026-03-04 +01:00     1.0")
        .doesNotContain("Replayed");
  }

  @Test
  void daysOfWhichNothingIsKnownAreRefusedInOneLine() {
    FungibleCommand run = report("--until=2025-01-08T00:00Z");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err().lines().toList())
        .singleElement()
        .asString()
        .contains(
            "Prometheus at http://127.0.0.1:", "fungible_observed_seconds_total", "2025-01-01");
  }

  @Test
  void oneReplicaIsHalfOfTheWeek() {
    FungibleCommand run = report("--until=2026-03-09T00:00Z", "--match=instance=a", "--no-replay");

    assertThat(run.out()).contains("the operator saw 84.");
  }

  private static FungibleCommand report(String... arguments) {
    List<String> all = new ArrayList<>(List.of("report"));
    if (prometheus != null) {
      all.add("--prometheus=" + prometheus.url());
    }
    all.addAll(List.of(arguments));
    return FungibleCommand.run(all);
  }

  private static void check(JsonNode node, String field, double expected) {
    assertThat(node.path(field).asDouble()).as(field).isEqualTo(expected, edge(expected));
  }

  private static Offset<Double> edge(double expected) {
    return within(Math.max(0.05, EDGE * expected));
  }
}
