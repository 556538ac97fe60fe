package dev.fungible.e2e.dashboards;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Instant;

/**
 * Queries to a Prometheus.
 *
 * @param server its address
 */
public record PromQl(String server) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PATIENCE_MILLIS = 30_000;

  /** The series that it comes to at that time. */
  public JsonNode at(Instant time, String query) {
    return get("query?time=%d&query=%s".formatted(time.getEpochSecond(), encoded(query)))
        .at("/result");
  }

  /** The series that it comes to between these times. */
  public JsonNode over(Instant from, Instant to, double stepSeconds, String query) {
    String times =
        "start=%d&end=%d&step=%s"
            .formatted(from.getEpochSecond(), to.getEpochSecond(), stepSeconds);
    return get("query_range?" + times + "&query=" + encoded(query)).at("/result");
  }

  /** The one number that it comes to now. */
  public double number(String query) {
    JsonNode result = get("query?query=" + encoded(query)).at("/result");
    assertThat(result).as(query).hasSize(1);
    return result.at("/0/value/1").asDouble();
  }

  /** All groups of rules, and how they fare. */
  public JsonNode ruleGroups() {
    return get("rules").at("/groups");
  }

  private JsonNode get(String path) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(server + "/api/v1/" + path).toURL().openConnection();
      connection.setReadTimeout(PATIENCE_MILLIS);
      boolean refused = connection.getResponseCode() >= 400;
      try (InputStream in = refused ? connection.getErrorStream() : connection.getInputStream()) {
        JsonNode answer = JSON.readTree(in);
        assertThat(answer.path("error").asText()).as(path).isEmpty();
        return answer.path("data");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  private static String encoded(String query) {
    return URLEncoder.encode(query, UTF_8);
  }
}
