package dev.fungible.e2e.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A query of a published panel.
 *
 * @param name dashboard, panel and legend
 * @param expr in PromQL, with Grafana's variables
 * @param instant whether it is asked of one instant, and not over time
 */
public record Question(String name, String expr, boolean instant) {

  private static final Path PUBLISHED = Path.of("../../deploy/grafana");

  /** All of all dashboards, in the order of their files. */
  public static List<Question> all() throws IOException {
    List<Question> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(PUBLISHED).sorted()) {
      for (Path file : files.toList()) {
        JsonNode dashboard = new ObjectMapper().readTree(Files.readString(file));
        for (JsonNode panel : dashboard.get("panels")) {
          for (JsonNode target : panel.path("targets")) {
            all.add(of(dashboard, panel, target));
          }
        }
      }
    }
    return all;
  }

  private static Question of(JsonNode dashboard, JsonNode panel, JsonNode target) {
    String name =
        String.join(
            " | ",
            dashboard.get("uid").asText(),
            panel.get("title").asText(),
            target.get("legendFormat").asText());
    return new Question(name, target.get("expr").asText(), target.get("instant").asBoolean());
  }

  private String asked(String range) {
    return expr.replace("$__range", range).replaceAll("\\$(pool|class|from|to)\\b", ".*");
  }

  /** Whether there is an answer to it where everything is chosen and that time is looked at. */
  public boolean isAnsweredBy(PromQl server, Instant from, Instant to, double stepSeconds) {
    String asked = asked(Duration.between(from, to).toSeconds() + "s");
    return !(instant ? server.at(to, asked) : server.over(from, to, stepSeconds, asked)).isEmpty();
  }
}
