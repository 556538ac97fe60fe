package dev.fungible.e2e.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.fungible.e2e.dashboards.Question;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shipped rules and their tests, as data. */
public final class RuleFile {

  private static final Path FOLDER = Path.of("..", "..", "deploy", "prometheus");

  /** The rules. */
  public static final Path RULES = FOLDER.resolve("rules.yaml");

  /** Their tests. */
  static final Path TESTS = FOLDER.resolve("rules_test.yaml");

  /** A name that may be a metric's: words in braces, quotes and clauses do not count. */
  private static final Pattern METRIC =
      Pattern.compile(
          "\\b(?:fungible|kube|DCGM)_\\w+|\\w*:fungible\\w*:\\w+|\\bfungible:\\w+:\\w+");

  private RuleFile() {}

  /** All rules, in order. */
  static List<JsonNode> rules() {
    List<JsonNode> rules = new ArrayList<>();
    read(RULES).path("groups").forEach(group -> group.path("rules").forEach(rules::add));
    return rules;
  }

  /** The alerts among them. */
  static List<JsonNode> alerts() {
    return rules().stream().filter(rule -> rule.has("alert")).toList();
  }

  /** The names of the series that are recorded. */
  static Set<String> recorded() {
    Set<String> names = new TreeSet<>();
    rules().stream()
        .filter(rule -> rule.has("record"))
        .forEach(rule -> names.add(rule.path("record").asText()));
    return names;
  }

  /** What the recording rules ask. */
  public static List<Question> questions() {
    return rules().stream().filter(rule -> rule.has("record")).map(RuleFile::question).toList();
  }

  private static Question question(JsonNode rule) {
    String name = "rules | " + rule.path("record").asText();
    return new Question(name, rule.path("expr").asText(), true);
  }

  /** All cases of alerts in the tests. */
  static List<JsonNode> alertCases() {
    List<JsonNode> cases = new ArrayList<>();
    read(TESTS).path("tests").forEach(test -> test.path("alert_rule_test").forEach(cases::add));
    return cases;
  }

  /** The metrics and recorded series that a text of PromQL names. */
  static Set<String> seriesIn(String promql) {
    Set<String> names = new TreeSet<>();
    Matcher matcher =
        METRIC.matcher(promql.replaceAll("\"[^\"]*\"", "\"\"").replaceAll("\\blabel_\\w+", ""));
    while (matcher.find()) {
      names.add(matcher.group());
    }
    return names;
  }

  private static JsonNode read(Path file) {
    try {
      return new YAMLMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
