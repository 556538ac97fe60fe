package dev.fungible.e2e.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RuleDocumentsTest {

  private static final Path ROOT = Path.of("..", "..");
  private static final Path DOCS = Path.of("..", "docs");
  private static final Path ALERTS = DOCS.resolve("guide/alerts.md");
  private static final Path RUNBOOKS = DOCS.resolve("runbooks");
  private static final Pattern METRIC_ROW =
      Pattern.compile("(?m)^\\| `(fungible_\\w+)` \\| (\\w+) ");
  private static final Pattern ALERT_ROW = Pattern.compile("(?m)^\\| `(Fungible\\w+)` \\| (\\w+) ");
  private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\n]+`");

  @Test
  void everyMetricInARuleIsInAGuide() throws IOException {
    for (JsonNode rule : RuleFile.rules()) {
      String expression = rule.path("expr").asText();
      assertThat(known()).as(expression).containsAll(RuleFile.seriesIn(expression));
    }
  }

  @Test
  void everyMetricInARunbookIsThere() throws IOException {
    for (Path runbook : runbooks()) {
      String code =
          matches(CODE, Files.readString(runbook))
              .map(MatchResult::group)
              .collect(Collectors.joining("\n"));
      assertThat(known()).as(runbook.toString()).containsAll(RuleFile.seriesIn(code));
    }
  }

  @Test
  void everyAlertHasSeveritySummaryDescriptionAndARunbookThatIsThere() {
    assertThat(RuleFile.alerts()).hasSizeGreaterThan(10);
    for (JsonNode alert : RuleFile.alerts()) {
      String name = alert.path("alert").asText();
      JsonNode annotations = alert.path("annotations");
      assertThat(alert.path("labels").path("severity").asText())
          .as(name)
          .isIn("critical", "warning");
      assertThat(annotations.path("summary").asText()).as(name).hasSizeGreaterThan(20);
      assertThat(annotations.path("description").asText()).as(name).contains("$value");
      assertThat(ROOT.resolve(annotations.path("runbook").asText("-"))).as(name).isRegularFile();
    }
  }

  @Test
  void everyRunbookIsThereForAnAlert() throws IOException {
    Set<String> linked =
        RuleFile.alerts().stream()
            .map(
                alert ->
                    Path.of(alert.at("/annotations/runbook").asText()).getFileName().toString())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(runbooks().stream().map(file -> file.getFileName().toString()))
        .filteredOn(name -> !name.equals("README.md"))
        .containsExactlyInAnyOrderElementsOf(linked);
    for (JsonNode alert : RuleFile.alerts()) {
      assertThat(Files.readString(RUNBOOKS.resolve("README.md")))
          .contains("`" + alert.path("alert").asText() + "`");
    }
  }

  @Test
  void theGuideNamesEveryAlertAndItsSeverityAndEveryRecordedSeries() throws IOException {
    String guide = Files.readString(ALERTS);

    assertThat(matches(ALERT_ROW, guide).map(row -> row.group(1) + " " + row.group(2)))
        .containsExactlyInAnyOrderElementsOf(
            RuleFile.alerts().stream()
                .map(
                    alert ->
                        alert.path("alert").asText() + " " + alert.at("/labels/severity").asText())
                .toList());
    for (String recorded : RuleFile.recorded()) {
      String metric = recorded.substring(0, recorded.lastIndexOf(':') + 1);
      assertThat(guide).as(recorded).contains(metric);
    }
  }

  @Test
  void everyAlertHasACaseThatFiresAndOneThatStaysSilent() {
    for (JsonNode alert : RuleFile.alerts()) {
      String name = alert.path("alert").asText();
      List<JsonNode> cases =
          RuleFile.alertCases().stream()
              .filter(test -> test.path("alertname").asText().equals(name))
              .toList();
      assertThat(cases).as(name).anyMatch(test -> !test.path("exp_alerts").isEmpty());
      assertThat(cases).as(name).anyMatch(test -> test.path("exp_alerts").isEmpty());
    }
  }

  /** What the operator shows, what is recorded, and what the guide says of others. */
  private static Set<String> known() throws IOException {
    Set<String> names = new TreeSet<>(RuleFile.recorded());
    matches(METRIC_ROW, Files.readString(DOCS.resolve("guide/metrics.md")))
        .forEach(
            row -> {
              names.add(row.group(1));
              if (row.group(2).equals("histogram")) {
                Stream.of("_bucket", "_sum", "_count")
                    .map(row.group(1)::concat)
                    .forEach(names::add);
              }
            });
    matches(Pattern.compile("(?m)^\\| `((?:DCGM|kube)_\\w+)` "), Files.readString(ALERTS))
        .forEach(row -> names.add(row.group(1)));
    return names;
  }

  private static List<Path> runbooks() throws IOException {
    try (Stream<Path> files = Files.list(RUNBOOKS)) {
      return files.sorted().toList();
    }
  }

  private static Stream<MatchResult> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results();
  }
}
