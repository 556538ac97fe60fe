package dev.fungible.configuration;

import dev.fungible.configuration.YamlValue.Scalar;
import dev.fungible.configuration.YamlValue.Scalar.Kind;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.settings.SignalName;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns scalars into typed values, without coercion: text is no number and a number no text. */
final class ScalarReader {

  private static final Pattern DECIMAL =
      Pattern.compile("-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][-+]?\\d+)?");
  private static final Pattern WHOLE = Pattern.compile("-?(?:0|[1-9]\\d{0,18})");
  private static final Pattern ANY_WHOLE = Pattern.compile("-?[1-9]\\d{9,}");
  private static final Pattern WORD_START = Pattern.compile("(?:^|_+)([a-z0-9])");
  private static final Pattern LOOSE_NUMBER =
      Pattern.compile("[-+]?\\d[\\d_]{0,17}(?:\\.\\d{0,9})?|[-+]?\\.\\d{1,9}");

  private final KnownNames names;

  /** Reads these names as what they stand for. */
  ScalarReader(KnownNames names) {
    this.names = names;
  }

  /** The names that are read as {@link WorkloadClass}. */
  List<String> classNames() {
    return names.classes().stream().map(WorkloadClass::name).toList();
  }

  /** What {@link #read} accepts for this type, for people; empty for a type that it cannot read. */
  Optional<String> expectation(Class<?> type) {
    if (type == WorkloadClass.class) {
      return Optional.of(YamlValue.oneOf(classNames()));
    }
    if (type == SignalName.class) {
      return Optional.of(
          names.signals().isEmpty()
              ? "the name of a signal, and signals.queries has none"
              : YamlValue.oneOf(names.signals()));
    }
    if (type.isEnum()) {
      return Optional.of(YamlValue.oneOf(words(type)));
    }
    Optional<String> ofCalendar = CalendarText.expectation(type);
    if (ofCalendar.isPresent()) {
      return ofCalendar;
    }
    return Optional.ofNullable(
        switch (type.getName()) {
          case "int", "java.lang.Integer", "long", "java.lang.Long" -> "a whole number";
          case "double", "java.lang.Double" -> "a number";
          case "boolean", "java.lang.Boolean" -> "true or false";
          case "java.lang.String" -> "text";
          case "java.time.Duration" -> "a time such as 45s, 30m or 1h30m";
          case "java.time.Instant" -> "an instant such as 2026-03-01T18:00:00Z";
          default -> null;
        });
  }

  /** The value as this type, one that has an {@link #expectation}. */
  Object read(YamlValue value, Class<?> type) {
    Optional<Object> result =
        value instanceof Scalar scalar ? parse(scalar, type) : Optional.empty();
    return result.orElseThrow(
        () -> ConfigurationException.value(value, expected(value, type), guess(value, type)));
  }

  private String expected(YamlValue value, Class<?> type) {
    String expected =
        CalendarText.expectation(type, value.text()).or(() -> expectation(type)).orElseThrow();
    boolean tooLarge =
        is(type, int.class, Integer.class) && ANY_WHOLE.matcher(value.text()).matches();
    return tooLarge ? expected + " up to " + Integer.MAX_VALUE : expected;
  }

  private Optional<Object> parse(Scalar scalar, Class<?> type) {
    String text = scalar.text();
    return switch (scalar.kind()) {
      case EMPTY -> Optional.empty();
      case FLAG ->
          is(type, boolean.class, Boolean.class)
              ? Optional.of(Boolean.parseBoolean(text))
              : Optional.empty();
      case NUMBER -> Optional.ofNullable(number(text, type));
      case TEXT -> text(text, type);
    };
  }

  private static @Nullable Object number(String text, Class<?> type) {
    if (is(type, double.class, Double.class) && DECIMAL.matcher(text).matches()) {
      double number = Double.parseDouble(text);
      return Double.isFinite(number) ? number : null;
    }
    if (!WHOLE.matcher(text).matches()) {
      return null;
    }
    BigDecimal number = new BigDecimal(text);
    try {
      if (is(type, int.class, Integer.class)) {
        return number.intValueExact();
      }
      return is(type, long.class, Long.class) ? number.longValueExact() : null;
    } catch (ArithmeticException e) {
      return null;
    }
  }

  private Optional<Object> text(String text, Class<?> type) {
    if (type == String.class) {
      return Optional.of(text);
    }
    if (type == Duration.class) {
      return DurationText.parse(text).map(Object.class::cast);
    }
    if (type == Instant.class) {
      return instant(text).map(Object.class::cast);
    }
    if (type == WorkloadClass.class) {
      return names.classes().stream()
          .filter(c -> c.name().equals(text))
          .map(Object.class::cast)
          .findFirst();
    }
    if (CalendarText.expectation(type).isPresent()) {
      return CalendarText.parse(text, type);
    }
    if (type == SignalName.class) {
      return Optional.of(text).filter(names.signals()::contains).map(SignalName::new);
    }
    return constants(type).filter(c -> word(c).equalsIgnoreCase(text)).findFirst();
  }

  private @Nullable String guess(YamlValue value, Class<?> type) {
    return value instanceof Scalar scalar && scalar.kind() != Kind.EMPTY
        ? guess(scalar.text(), type).orElse(null)
        : null;
  }

  private Optional<String> guess(String text, Class<?> type) {
    if (type == String.class) {
      return Optional.of(Quote.of(text) + " in quotes");
    }
    if (type == Duration.class) {
      return DurationText.guess(text);
    }
    if (type == Instant.class) {
      return Stream.of("Z", ":00Z", "T00:00:00Z")
          .map(end -> text.strip().replace(' ', 'T') + end)
          .filter(guess -> instant(guess).isPresent())
          .findFirst();
    }
    if (CalendarText.expectation(type).isPresent()) {
      return CalendarText.guess(text, type);
    }
    if (is(type, boolean.class, Boolean.class)) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "yes", "on", "y", "true", "1" -> Optional.of("true");
        case "no", "off", "n", "false", "0" -> Optional.of("false");
        default -> Optional.empty();
      };
    }
    if (type == WorkloadClass.class) {
      return Closest.to(text, classNames());
    }
    if (type == SignalName.class) {
      return Closest.to(text, names.signals());
    }
    return type.isEnum() ? guessWord(text, words(type)) : guessNumber(text, type);
  }

  /** Tools that rewrite YAML turn the word Off into false. */
  private static Optional<String> guessWord(String text, List<String> words) {
    return text.equalsIgnoreCase("false") && words.contains("Off")
        ? Optional.of("\"Off\" in quotes")
        : Closest.to(text, words);
  }

  private static Optional<String> guessNumber(String text, Class<?> type) {
    String dense = text.strip();
    boolean percent = dense.endsWith("%");
    String digits = percent ? dense.substring(0, dense.length() - 1).strip() : dense;
    if (!LOOSE_NUMBER.matcher(digits).matches()) {
      return Optional.empty();
    }
    BigDecimal number = new BigDecimal(digits.replace("_", ""));
    String guess =
        (percent ? number.movePointLeft(2) : number).stripTrailingZeros().toPlainString();
    return Optional.of(guess)
        .filter(plain -> number(plain, type) != null)
        .map(plain -> plain.equals(text) ? plain + " without quotes" : plain);
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** How a document writes an enum's constant: {@code TRY_ONCE} is {@code TryOnce}. */
  static String word(Object constant) {
    String lower = ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
    return WORD_START.matcher(lower).replaceAll(start -> start.group(1).toUpperCase(Locale.ROOT));
  }

  /** How a document writes the constants of an enum, in order. */
  static List<String> words(Class<?> type) {
    return constants(type).map(ScalarReader::word).toList();
  }

  private static Stream<Object> constants(Class<?> type) {
    Object[] constants = type.getEnumConstants();
    return constants == null ? Stream.empty() : Arrays.stream(constants);
  }

  private static boolean is(Class<?> type, Class<?> primitive, Class<?> boxed) {
    return type == primitive || type == boxed;
  }
}
