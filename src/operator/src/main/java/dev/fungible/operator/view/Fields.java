package dev.fungible.operator.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads fields of objects that somebody else wrote: what is odd counts as not there. */
final class Fields {

  /** Keys and values of labels repeat from object to object; each is kept once. */
  private static final Map<String, String> SHARED = new ConcurrentHashMap<>();

  /** Where values turn out not to repeat, sharing would only keep them for ever. */
  private static final int MOST_SHARED = 200_000;

  private Fields() {}

  static @Nullable Instant instant(JsonNode field) {
    try {
      return field.isTextual() ? Instant.parse(field.asText()) : null;
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /** The entries of a map of strings whose keys are wanted. */
  static Map<String, String> strings(JsonNode map, Predicate<String> wanted) {
    return strings(map, wanted, Fields::shared);
  }

  /** The same where values seldom repeat, like times. */
  static Map<String, String> unshared(JsonNode map, Predicate<String> wanted) {
    return strings(map, wanted, value -> value);
  }

  private static Map<String, String> strings(
      JsonNode map, Predicate<String> wanted, UnaryOperator<String> values) {
    SortedMap<String, String> result = new TreeMap<>();
    map.properties()
        .forEach(
            entry -> {
              if (wanted.test(entry.getKey())) {
                result.put(shared(entry.getKey()), values.apply(entry.getValue().asText()));
              }
            });
    return small(result);
  }

  /**
   * The same entries in less room, still in the order of keys. Most of these maps have one entry or
   * none, there is one for every pod, and a tree for it is large and slow to ask.
   */
  static <V> Map<String, V> small(SortedMap<String, V> map) {
    return switch (map.size()) {
      case 0 -> Map.of();
      case 1 -> Map.of(map.firstKey(), map.firstEntry().getValue());
      default -> Collections.unmodifiableMap(map);
    };
  }

  static String shared(String text) {
    String known = SHARED.get(text);
    if (known != null) {
      return known;
    }
    if (text.length() > 64 || SHARED.size() >= MOST_SHARED) {
      return text;
    }
    SHARED.put(text, text);
    return text;
  }

  /** Adds the whole amounts of extended resources, those with a domain in their name. */
  static void addExtended(Map<String, Integer> sum, JsonNode amounts) {
    amounts.properties().forEach(entry -> add(sum, entry.getKey(), entry.getValue().asText()));
  }

  private static void add(Map<String, Integer> sum, String resource, String amount) {
    if (resource.indexOf('/') > 0 && !resource.startsWith("kubernetes.io/")) {
      try {
        sum.merge(shared(resource), Integer.parseInt(amount), Math::addExact);
      } catch (NumberFormatException | ArithmeticException e) {
        // Extended resources are whole numbers; anything else is not ours to count.
      }
    }
  }

  static boolean isTrueCondition(JsonNode conditions, String type) {
    for (JsonNode condition : conditions) {
      if (condition.path("type").asText().equals(type)) {
        return condition.path("status").asText().equals("True");
      }
    }
    return false;
  }
}
