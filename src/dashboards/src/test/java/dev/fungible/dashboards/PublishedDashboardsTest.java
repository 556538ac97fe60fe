package dev.fungible.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PublishedDashboardsTest {

  /** Rewritten by {@code -Dgolden.refresh=true}. */
  private static final Path PUBLISHED = Path.of("../../deploy/grafana");

  private static final Path GUIDE = Path.of("../docs/guide/metrics.md");
  private static final Path RULES = Path.of("../../deploy/prometheus/rules.yaml");
  private static final Pattern ROW =
      Pattern.compile("^\\| `(fungible_\\w+)` \\| (\\w+)", Pattern.MULTILINE);
  private static final Pattern RECORD = Pattern.compile("- record: (\\S+)");
  private static final Pattern METRIC =
      Pattern.compile("\\b(?:\\w+:)?fungible[_:][\\w:]+|\\b(?:jvm|process)_\\w+");

  @Test
  void publishesWhatTheCodeSays() throws IOException {
    for (Dashboard dashboard : Dashboards.all()) {
      Path file = PUBLISHED.resolve(dashboard.uid() + ".json");
      String json = GrafanaJson.of(dashboard);
      if (Boolean.getBoolean("golden.refresh")) {
        Files.createDirectories(PUBLISHED);
        Files.writeString(file, json);
      }
      assertThat(file).content().isEqualTo(json);
    }
    try (Stream<Path> files = Files.list(PUBLISHED)) {
      assertThat(files).hasSameSizeAs(Dashboards.all());
    }
  }

  @Test
  void asksForWhatIsThereAlone() throws IOException {
    Set<String> known = known();
    for (Panel panel : panels()) {
      for (Panel.Query query : panel.queries()) {
        List<String> asked =
            METRIC.matcher(query.expr()).results().map(MatchResult::group).toList();
        assertThat(asked).as(panel.title()).isNotEmpty();
        assertThat(asked)
            .as(panel.title())
            .allMatch(metric -> known.contains(metric) || metric.matches("(jvm|process)_.*"));
      }
    }
    for (Dashboard dashboard : Dashboards.all()) {
      assertThat(dashboard.variables()).allMatch(variable -> known.contains(variable.metric()));
    }
  }

  @Test
  void everyPanelSaysWhatItIs() {
    assertThat(panels())
        .allMatch(panel -> !panel.title().isBlank())
        .allMatch(panel -> panel.description().endsWith(".") || panel.kind() == Panel.Kind.TEXT)
        .allMatch(panel -> !panel.queries().isEmpty() || panel.kind() == Panel.Kind.TEXT)
        .allMatch(panel -> panel.queries().stream().noneMatch(query -> query.legend().isBlank()));
    assertThat(Unit.values()).allMatch(unit -> !unit.id().isBlank());
  }

  @Test
  void titlesAreUniqueOnEachDashboard() {
    for (Dashboard dashboard : Dashboards.all()) {
      assertThat(dashboard.rows().stream().flatMap(row -> row.panels().stream()).map(Panel::title))
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void idsAreUniqueAndPanelsDoNotOverlap() throws IOException {
    Set<String> uids = new TreeSet<>();
    for (Dashboard dashboard : Dashboards.all()) {
      assertThat(uids.add(dashboard.uid())).isTrue();
      Set<Integer> ids = new TreeSet<>();
      Set<String> cells = new TreeSet<>();
      for (JsonNode panel : new ObjectMapper().readTree(GrafanaJson.of(dashboard)).get("panels")) {
        assertThat(ids.add(panel.get("id").asInt())).isTrue();
        assertThat(cellsOf(panel.get("gridPos"))).allMatch(cells::add);
      }
    }
  }

  private static List<String> cellsOf(JsonNode place) {
    List<String> cells = new ArrayList<>();
    int right = place.get("x").asInt() + place.get("w").asInt();
    assertThat(right).isLessThanOrEqualTo(24);
    for (int x = place.get("x").asInt(); x < right; x++) {
      for (int y = 0; y < place.get("h").asInt(); y++) {
        cells.add(x + "," + (place.get("y").asInt() + y));
      }
    }
    return cells;
  }

  /** What can be asked for: histograms by the names of their series. */
  private static Set<String> known() throws IOException {
    Set<String> known = new TreeSet<>();
    ROW.matcher(Files.readString(GUIDE))
        .results()
        .flatMap(
            row ->
                row.group(2).equals("histogram")
                    ? Stream.of("_bucket", "_sum", "_count").map(end -> row.group(1) + end)
                    : Stream.of(row.group(1)))
        .forEach(known::add);
    known.addAll(
        RECORD
            .matcher(Files.readString(RULES))
            .results()
            .map(record -> record.group(1))
            .collect(Collectors.toSet()));
    assertThat(known).hasSizeGreaterThan(50);
    return known;
  }

  private static List<Panel> panels() {
    return Dashboards.all().stream()
        .flatMap(dashboard -> dashboard.rows().stream())
        .flatMap(row -> row.panels().stream())
        .toList();
  }
}
