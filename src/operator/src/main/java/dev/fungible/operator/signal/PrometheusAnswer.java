package dev.fungible.operator.signal;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fungible.operator.signal.PrometheusClient.Answer;
import dev.fungible.scheduler.model.TimeSeries;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a server answered to a query, as numbers, or numbers over time. */
final class PrometheusAnswer {

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private static final Comparator<SortedMap<String, String>> BY_TEXT =
      Comparator.comparing(Object::toString);

  private final String type;
  private final JsonNode result;

  private PrometheusAnswer(JsonNode data) {
    this.type = data.path("resultType").asText();
    this.result = data.path("result");
  }

  /**
   * The result in it.
   *
   * @throws SignalFailure if the server refused, or had doubts of its own
   */
  static PrometheusAnswer of(Answer answer) {
    JsonNode document = parse(answer.body());
    if (document == null || !document.path("status").isTextual()) {
      String said = new String(answer.body(), StandardCharsets.UTF_8).strip();
      throw new SignalFailure(answer.code() + ", which is not Prometheus' answer: " + said);
    }
    if (answer.code() != 200 || !document.path("status").asText().equals("success")) {
      String error = document.path("errorType").asText("error");
      throw new SignalFailure(
          answer.code() + " " + error + ": " + document.path("error").asText("no reason given"));
    }
    if (!document.path("warnings").isEmpty()) {
      throw new SignalFailure(
          "answered with a warning: " + document.path("warnings").get(0).asText());
    }
    return new PrometheusAnswer(document.path("data"));
  }

  private static @Nullable JsonNode parse(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      return null;
    } catch (IOException e) {
      throw new IllegalStateException("Bytes in memory can always be read", e);
    }
  }

  /**
   * The one number.
   *
   * @throws SignalFailure if there is none, or are several
   */
  double number() {
    double number =
        switch (type) {
          case "scalar" -> number(result);
          case "vector" -> number(single().path("value"));
          case "matrix" ->
              throw new SignalFailure(
                  "a range of numbers; expected one. Maybe avg_over_time(...) or rate(...)?");
          default -> throw new SignalFailure("a " + type + "; expected a number");
        };
    if (!Double.isFinite(number)) {
      throw new SignalFailure(
          "the number is "
              + number
              + ", as without any requests; expected a finite one. Maybe (... >= 0) or"
              + " sum(rate(requests[5m])) == 0?");
    }
    return number;
  }

  /**
   * The numbers over time, without those that are not finite.
   *
   * @throws SignalFailure if there are several series
   */
  TimeSeries samples() {
    return result.isEmpty() ? TimeSeries.EMPTY : samples(single());
  }

  /** The finite numbers of a vector, by their labels. */
  SortedMap<SortedMap<String, String>, Double> numbers() {
    requireType("vector");
    SortedMap<SortedMap<String, String>, Double> numbers = new TreeMap<>(BY_TEXT);
    for (JsonNode series : result) {
      double number = number(series.path("value"));
      if (Double.isFinite(number)) {
        numbers.put(labels(series), number);
      }
    }
    return numbers;
  }

  /** The series of a range, by their labels. */
  SortedMap<SortedMap<String, String>, TimeSeries> series() {
    requireType("matrix");
    SortedMap<SortedMap<String, String>, TimeSeries> all = new TreeMap<>(BY_TEXT);
    result.forEach(series -> all.put(labels(series), samples(series)));
    return all;
  }

  private void requireType(String expected) {
    if (!type.equals(expected)) {
      throw new SignalFailure("a " + type + "; expected a " + expected);
    }
  }

  private static SortedMap<String, String> labels(JsonNode series) {
    SortedMap<String, String> labels = new TreeMap<>();
    series
        .path("metric")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    return labels;
  }

  private static TimeSeries samples(JsonNode series) {
    TimeSeries samples = TimeSeries.EMPTY;
    Instant last = Instant.MIN;
    for (JsonNode sample : series.path("values")) {
      double number = number(sample);
      Instant time = time(sample);
      if (Double.isFinite(number) && time.isAfter(last)) {
        samples = samples.plus(time, number, Integer.MAX_VALUE);
        last = time;
      }
    }
    return samples;
  }

  private JsonNode single() {
    if (result.isEmpty()) {
      throw new SignalFailure("no series; expected one. Does anything measure it now?");
    }
    if (result.size() > 1) {
      throw new SignalFailure(
          result.size() + " series; expected one. Maybe sum(...), avg(...) or max(...)?");
    }
    return result.get(0);
  }

  private static double number(JsonNode sample) {
    String text = sample.path(1).asText();
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> {
        try {
          yield Double.parseDouble(text);
        } catch (NumberFormatException e) {
          throw new SignalFailure("\"" + text + "\" in the place of a number");
        }
      }
    };
  }

  private static Instant time(JsonNode sample) {
    BigDecimal seconds = sample.path(0).decimalValue();
    return Instant.ofEpochMilli(
        seconds.movePointRight(3).setScale(0, RoundingMode.HALF_UP).longValue());
  }
}
