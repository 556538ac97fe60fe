package dev.fungible.e2e.run;

import static dev.fungible.e2e.TestSpace.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fungible.e2e.ControlPlaneExtension;
import dev.fungible.e2e.Prometheus;
import dev.fungible.e2e.PrometheusExtension;
import dev.fungible.e2e.PrometheusProgram;
import dev.fungible.e2e.Promtool;
import dev.fungible.e2e.SimulatedNodes;
import dev.fungible.e2e.TestSpace;
import dev.fungible.e2e.dashboards.Question;
import dev.fungible.e2e.dashboards.SilentPanels;
import dev.fungible.e2e.rules.RuleFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A real operator on a real cluster, scraped by a real Prometheus that works out the rules. */
@ExtendWith({ControlPlaneExtension.class, PrometheusExtension.class})
class RulesOnPlaneTest {

  private static final int NODES = 6;
  private static final int GPUS = 8;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Nobody runs an exporter of GPU engines here. */
  private static final String OF_OTHERS = "class:fungible_engine_active:ratio";

  /** Queries of panels that neither a simulated day nor this answers, and why. */
  private static final SortedMap<String, String> NOBODY_SHOWS =
      new TreeMap<>(
          Map.of(
              "fungible-operations | Cycles, passes and failures | {{policy}} threw",
              "no policy throws",
              "fungible-operations | GPUs whose engines work | {{class}}",
              "nobody runs an exporter of GPU engines",
              "fungible-operations | Signals | {{signal}}",
              "the configuration names none"));

  @Test
  void whatIsShownIsWhatIsThereAndEveryRuleSaysSomething(TestSpace space) throws Exception {
    space.addNodes(SimulatedNodes.named(space.name() + "-n", NODES).assignedTo("training"));
    space.apply(Workload.training("job", 3, "20m").job());
    space.apply(Workload.serving("chat", "inference", 0).deployment());
    eventually(() -> assertThat(running(space, "training")).hasSize(3));
    Replica.configure(space, Document.ENFORCING);

    try (Replica replica = Replica.start(space, "operator");
        Prometheus prometheus = scraping(space, replica)) {
      space.run("scale", "deployment/chat", "--replicas=2");
      eventually(() -> assertThat(running(space, "inference")).hasSize(2));
      eventually(() -> agrees(space, metrics(replica)));

      addsUp(metrics(replica));
      isClean(metrics(replica));
      eventually(() -> assertThat(recorded(prometheus)).isEqualTo(expected()));
      assertThat(unhealthyRules(prometheus)).isEmpty();
      assertThat(value(prometheus, "fungible:waste_identity_error:ratio_increase1h"))
          .isCloseTo(0, within(0.01));
      assertThat(value(prometheus, "sum(fungible_gpus)")).isEqualTo(NODES * GPUS);
      assertThat(value(prometheus, "sum(fungible_shifts_finished_total)"))
          .isGreaterThanOrEqualTo(2);
      eventually(
          () -> assertThat(silent(prometheus)).containsExactlyElementsOf(NOBODY_SHOWS.keySet()));
    }
  }

  private static Prometheus scraping(TestSpace space, Replica replica) {
    Path folder = Path.of("target", "prometheus", space.name()).toAbsolutePath();
    String target = "127.0.0.1:" + replica.operator().port();
    return Prometheus.start(
        PrometheusProgram.installed().orElseThrow(), folder, target, List.of(RuleFile.RULES));
  }

  /** Gauges and what the API server says, at the same moment as far as there is one. */
  private static void agrees(TestSpace space, List<String> shown) {
    for (String of : List.of("inference", "training")) {
      String label = "fungible.dev/test-space=" + space.name() + ",fungible.dev/class=" + of;
      long nodes = space.kubectl().run("get", "nodes", "-l", label, "-o", "name").lines().count();
      assertThat(sum(shown, "fungible_nodes{", of)).as("nodes of " + of).isEqualTo(nodes);
      assertThat(sum(shown, "fungible_gpus{", of)).as("GPUs of " + of).isEqualTo(nodes * GPUS);
      long held = (long) running(space, of).size() * GPUS;
      assertThat(sum(shown, "fungible_gpus_held{", of)).as("held by " + of).isEqualTo(held);
      assertThat(busy(shown, of)).as("busy in " + of).isEqualTo(held);
    }
    assertThat(sum(shown, "fungible_demand_gpus{", "inference")).isEqualTo(2.0 * GPUS);
    assertThat(sum(shown, "fungible_shifts_under_way{", "")).isZero();
  }

  private static double busy(List<String> shown, String of) {
    return shown.stream()
        .filter(line -> line.startsWith("fungible_gpus{class=\"" + of + "\""))
        .filter(line -> line.contains("state=\"busy\""))
        .mapToDouble(RulesOnPlaneTest::numberOf)
        .sum();
  }

  private static void addsUp(List<String> shown) {
    double capacity = sum(shown, "fungible_capacity_gpu_seconds_total{", "");
    assertThat(capacity).isPositive();
    assertThat(sum(shown, "fungible_gpu_seconds_total{", "")).isCloseTo(capacity, within(1e-6));
  }

  private static void isClean(List<String> shown) throws Exception {
    String own =
        shown.stream()
            .filter(line -> line.contains("fungible_"))
            .collect(Collectors.joining("\n", "", "\n"));
    Promtool.Outcome outcome = new Promtool().run(own, "check", "metrics");

    assertThat(outcome).isEqualTo(new Promtool.Outcome(0, ""));
  }

  /** What a simulated day cannot show, an operator at work has to. */
  private static TreeSet<String> silent(Prometheus prometheus) throws IOException {
    SortedSet<String> notSimulated = SilentPanels.names();
    TreeSet<String> silent = new TreeSet<>();
    for (Question question : Question.all()) {
      String query = "query?query=" + encoded(question.asked("10m"));
      if (notSimulated.contains(question.name())
          && ask(prometheus, query).at("/data/result").isEmpty()) {
        silent.add(question.name());
      }
    }
    return silent;
  }

  private static TreeSet<String> expected() {
    TreeSet<String> names = new TreeSet<>(RuleFile.recorded());
    // Those of the week are worked out every five minutes, which is longer than this lasts.
    names.removeIf(name -> name.equals(OF_OTHERS) || name.endsWith("7d"));
    return names;
  }

  private static TreeSet<String> recorded(Prometheus prometheus) {
    TreeSet<String> names = new TreeSet<>();
    ask(prometheus, "query?query=" + encoded("count by (__name__) ({__name__=~\".*:.*\"})"))
        .at("/data/result")
        .forEach(series -> names.add(series.at("/metric/__name__").asText()));
    names.removeIf(name -> name.endsWith("7d"));
    return names;
  }

  private static List<String> unhealthyRules(Prometheus prometheus) {
    JsonNode groups = ask(prometheus, "rules").at("/data/groups");
    assertThat(groups).isNotEmpty();
    return IntStream.range(0, groups.size())
        .mapToObj(groups::get)
        .flatMap(group -> group.path("rules").valueStream())
        .filter(rule -> rule.path("health").asText().equals("err"))
        .map(rule -> rule.path("name").asText() + ": " + rule.path("lastError").asText())
        .toList();
  }

  private static double value(Prometheus prometheus, String query) {
    JsonNode result = ask(prometheus, "query?query=" + encoded(query)).at("/data/result");
    assertThat(result).as(query).hasSize(1);
    return result.at("/0/value/1").asDouble();
  }

  private static JsonNode ask(Prometheus prometheus, String path) {
    return parsed(URI.create(prometheus.url() + "/api/v1/" + path));
  }

  private static JsonNode parsed(URI address) {
    try (InputStream in = address.toURL().openStream()) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String encoded(String query) {
    return URLEncoder.encode(query, UTF_8);
  }

  private static List<String> metrics(Replica replica) {
    URI address = URI.create("http://127.0.0.1:" + replica.operator().port() + "/metrics");
    try (InputStream in = address.toURL().openStream()) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The sum of the samples of a metric that are of that class; of all where it is empty. */
  private static double sum(List<String> shown, String metric, String of) {
    return shown.stream()
        .filter(line -> line.startsWith(metric))
        .filter(line -> of.isEmpty() || line.contains("class=\"" + of + "\""))
        .mapToDouble(RulesOnPlaneTest::numberOf)
        .sum();
  }

  private static double numberOf(String line) {
    return Double.parseDouble(line.substring(line.lastIndexOf(' ')));
  }

  private static List<String> running(TestSpace space, String workloadClass) {
    return space.pods("fungible.dev/class=" + workloadClass, "status.phase=Running");
  }
}
