package dev.fungible.snapshot;

import com.fasterxml.jackson.core.JsonToken;
import dev.fungible.configuration.Configuration;
import dev.fungible.scheduler.model.WorkloadClass;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Turns the scalar that a source stands at into a typed value, without coercion. */
final class ScalarReader {

  private final JsonSource source;

  ScalarReader(JsonSource source) {
    this.source = source;
  }

  /** A value of that type. */
  Object read(Class<?> type) {
    if (type == String.class) {
      return text("text");
    }
    if (type == boolean.class) {
      return flag();
    }
    if (type == int.class) {
      return whole(Integer.MIN_VALUE, Integer.MAX_VALUE).intValue();
    }
    if (type == long.class) {
      return whole(Long.MIN_VALUE, Long.MAX_VALUE);
    }
    if (type == double.class || type == Double.class) {
      return real();
    }
    if (type == Instant.class) {
      return instant();
    }
    if (type == Duration.class) {
      return parsed("a time span like PT6M", Duration::parse);
    }
    if (type.isEnum()) {
      return constant(type);
    }
    throw new IllegalArgumentException("No form in JSON is known for " + type);
  }

  /** A moment. */
  Instant instant() {
    return parsed("an instant like 2026-03-02T09:00:00Z", Instant::parse);
  }

  /** A number; those that are none are written as text. */
  double real() {
    boolean special =
        source.token() == JsonToken.VALUE_STRING
            && List.of("NaN", "Infinity", "-Infinity").contains(source.text());
    if (!special
        && source.token() != JsonToken.VALUE_NUMBER_INT
        && source.token() != JsonToken.VALUE_NUMBER_FLOAT) {
      throw source.bad("a number");
    }
    return Double.parseDouble(source.text());
  }

  /** A class that every configuration has. */
  WorkloadClass builtInClass() {
    String name = source.text();
    return Configuration.BUILT_IN_CLASSES.stream()
        .filter(known -> known.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                source.unknownWord(
                    Configuration.BUILT_IN_CLASSES.stream().map(WorkloadClass::name).toList(),
                    "or an object with name and kind"));
  }

  private boolean flag() {
    return switch (source.token()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw source.bad("true or false");
    };
  }

  private Long whole(long least, long most) {
    String expected = "a whole number from " + least + " to " + most;
    if (source.token() != JsonToken.VALUE_NUMBER_INT) {
      throw source.bad(expected);
    }
    try {
      long value = Long.parseLong(source.text());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw source.bad(expected);
    }
    throw source.bad(expected);
  }

  private Object constant(Class<?> type) {
    String name = text("a word");
    List<Object> constants = List.of(type.getEnumConstants());
    return constants.stream()
        .filter(constant -> ((Enum<?>) constant).name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                source.unknownWord(
                    Arrays.stream(type.getEnumConstants())
                        .map(constant -> ((Enum<?>) constant).name())
                        .toList(),
                    ""));
  }

  private <T> T parsed(String expected, Function<String, T> parse) {
    String text = text(expected);
    try {
      return parse.apply(text);
    } catch (DateTimeException e) {
      throw source.bad(expected);
    }
  }

  private String text(String expected) {
    source.require(JsonToken.VALUE_STRING, expected);
    return source.text();
  }
}
