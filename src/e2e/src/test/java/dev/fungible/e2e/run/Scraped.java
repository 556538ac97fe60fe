package dev.fungible.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fungible.e2e.Prometheus;
import dev.fungible.e2e.PrometheusProgram;
import dev.fungible.e2e.TestSpace;
import dev.fungible.e2e.dashboards.PromQl;
import dev.fungible.e2e.dashboards.Question;
import dev.fungible.e2e.rules.RuleFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A real Prometheus that scrapes an operator and works out the published rules. */
final class Scraped implements AutoCloseable {

  /** As often as it scrapes: some gauges show one cycle, and the next comes soon. */
  private static final double STEP_SECONDS = 0.5;

  private final Instant from = Instant.now();
  private final Prometheus prometheus;

  private Scraped(Prometheus prometheus) {
    this.prometheus = prometheus;
  }

  /** Starts one for the operator that listens there. */
  static Scraped by(TestSpace space, URI operator) {
    Path folder = Path.of("target", "prometheus", space.name()).toAbsolutePath();
    Path program = PrometheusProgram.installed().orElseThrow();
    return new Scraped(
        Prometheus.start(program, folder, operator.getAuthority(), List.of(RuleFile.RULES)));
  }

  /** The one number that a query comes to now. */
  double number(String query) {
    return asked().number(query);
  }

  /** Queries of panels and rules that have no answer since it was started. */
  TreeSet<String> silent() throws IOException {
    Instant to = Instant.now();
    TreeSet<String> silent = new TreeSet<>();
    Stream.concat(Question.all().stream(), RuleFile.questions().stream())
        .filter(question -> !question.isAnsweredBy(asked(), from, to, STEP_SECONDS))
        .forEach(question -> silent.add(question.name()));
    return silent;
  }

  /** Rules that could not be worked out, and why. */
  List<String> brokenRules() {
    List<String> broken = new ArrayList<>();
    JsonNode groups = asked().ruleGroups();
    assertThat(groups).isNotEmpty();
    for (JsonNode group : groups) {
      for (JsonNode rule : group.path("rules")) {
        if (rule.path("health").asText().equals("err")) {
          broken.add(rule.path("name").asText() + ": " + rule.path("lastError").asText());
        }
      }
    }
    return broken;
  }

  private PromQl asked() {
    return new PromQl(prometheus.url());
  }

  @Override
  public void close() {
    prometheus.close();
  }
}
