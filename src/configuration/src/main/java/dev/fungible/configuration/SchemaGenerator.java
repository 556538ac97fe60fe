package dev.fungible.configuration;

import dev.fungible.scheduler.calendar.Cron;
import dev.fungible.scheduler.calendar.Moment;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.settings.SignalName;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The JSON Schema of what {@link Binder} turns into records of a type. */
final class SchemaGenerator {

  /** Names of classes and of signals. */
  static final String LOWER_NAME = "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$";

  // Helm's validator knows no look-ahead.
  private static final String TIME =
      "^(\\d+d(\\d+h)?(\\d+m)?(\\d+s)?|\\d+h(\\d+m)?(\\d+s)?|\\d+m(\\d+s)?|\\d+s|P[-+0-9A-Za-z.,]+)$";
  private static final String INSTANT =
      "^[-+]?\\d{4,10}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d*)?(Z|[-+]\\d\\d(:?\\d\\d){0,2})$";

  private static final String MOMENT =
      "^[-+]?\\d{4,10}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d*)?)?"
          + "(Z|[-+]\\d\\d(:\\d\\d){1,2})?$";
  private static final String ZONE = "^[A-Za-z][A-Za-z0-9_+/-]*$";
  private static final String CRON = "^\\s*\\S+(\\s+\\S+){5,6}\\s*$";

  private final ScalarReader scalars = new ScalarReader(KnownNames.builtIn());
  private final List<Record> elementDefaults;

  /** A generator for documents that a binder with these defaults reads. */
  SchemaGenerator(List<Record> elementDefaults) {
    this.elementDefaults = List.copyOf(elementDefaults);
  }

  /** A mapping with these keys and no others. */
  static Map<String, Object> mapping(Map<String, Object> properties, List<String> required) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    schema.put("additionalProperties", false);
    return schema;
  }

  /** A list of these. */
  static Map<String, Object> list(Map<String, Object> items) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "array");
    schema.put("items", items);
    return schema;
  }

  /** A record of this type; components that have a default, or may be null, can be left out. */
  Map<String, Object> record(Class<? extends Record> type, Map<String, Object> defaults) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      Object standIn = defaults.get(component.getName());
      properties.put(component.getName(), value(component.getGenericType(), standIn));
      if (standIn == null && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        required.add(component.getName());
      }
    }
    return mapping(properties, required);
  }

  private Map<String, Object> value(Type type, @Nullable Object standIn) {
    if (type instanceof Class<?> simple
        && simple.isRecord()
        && scalars.expectation(simple).isEmpty()) {
      return nested(simple.asSubclass(Record.class), standIn);
    }
    Map<String, Object> schema =
        type instanceof ParameterizedType generic ? collection(generic) : scalar((Class<?>) type);
    if (standIn != null) {
      schema.put("default", ConfigurationWriter.plain(standIn));
    }
    return schema;
  }

  private Map<String, Object> nested(Class<? extends Record> type, @Nullable Object standIn) {
    Optional<Record> defaults =
        standIn instanceof Record present
            ? Optional.of(present)
            : elementDefaults.stream().filter(type::isInstance).findFirst();
    return record(type, defaults.map(Binder::components).orElse(Map.of()));
  }

  private Map<String, Object> collection(ParameterizedType type) {
    Type[] arguments = type.getActualTypeArguments();
    if (type.getRawType() == List.class) {
      return list(value(arguments[0], null));
    }
    if (type.getRawType() != SortedMap.class) {
      return unreadable();
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("additionalProperties", value(arguments[1], null));
    if (arguments[0] == WorkloadClass.class) {
      schema.put("propertyNames", Map.of("pattern", LOWER_NAME));
    }
    return schema;
  }

  private Map<String, Object> scalar(Class<?> type) {
    Map<String, Object> schema = new LinkedHashMap<>();
    if (type == YamlValue.class) {
      return schema;
    }
    if (type.isEnum()) {
      List<String> words = ScalarReader.words(type);
      return choice(words, anyCase(words));
    }
    if (type == WorkloadClass.class) {
      return choice(scalars.classNames(), LOWER_NAME);
    }
    if (type == SignalName.class) {
      schema.put("type", "string");
      schema.put("pattern", LOWER_NAME);
      return schema;
    }
    switch (type.getName()) {
      case "int", "java.lang.Integer" -> {
        schema.put("type", "integer");
        schema.put("minimum", Integer.MIN_VALUE);
        schema.put("maximum", Integer.MAX_VALUE);
      }
      case "long", "java.lang.Long" -> schema.put("type", "integer");
      case "double", "java.lang.Double" -> schema.put("type", "number");
      case "boolean", "java.lang.Boolean" -> schema.put("type", "boolean");
      case "java.lang.String" -> schema.put("type", "string");
      case "java.time.Duration" -> text(schema, Duration.class, TIME);
      case "java.time.Instant" -> text(schema, Instant.class, INSTANT);
      case "java.time.ZoneId" -> text(schema, ZoneId.class, ZONE);
      case "dev.fungible.scheduler.calendar.Moment" -> text(schema, Moment.class, MOMENT);
      case "dev.fungible.scheduler.calendar.Cron" -> text(schema, Cron.class, CRON);
      default -> schema.putAll(unreadable());
    }
    return schema;
  }

  /** The words, which editors offer, or what else has this pattern. */
  private static Map<String, Object> choice(List<String> words, String pattern) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "string");
    schema.put("anyOf", List.of(Map.of("enum", words), Map.of("pattern", pattern)));
    return schema;
  }

  private void text(Map<String, Object> schema, Class<?> type, String pattern) {
    schema.put("type", "string");
    schema.put("description", scalars.expectation(type).orElseThrow());
    schema.put("pattern", pattern);
  }

  /** What no document can hold has to be left out. */
  private static Map<String, Object> unreadable() {
    return new LinkedHashMap<>(Map.of("not", Map.of()));
  }

  /** JSON Schema's regular expressions have no flag for case. */
  private static String anyCase(List<String> words) {
    return words.stream()
        .map(
            word ->
                word.chars()
                    .mapToObj(
                        c ->
                            Character.isLetter(c)
                                ? "["
                                    + Character.toString(Character.toUpperCase(c))
                                    + Character.toString(Character.toLowerCase(c))
                                    + "]"
                                : Character.toString(c))
                    .collect(Collectors.joining()))
        .collect(Collectors.joining("|", "^(", ")$"));
  }
}
