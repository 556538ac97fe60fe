package dev.fungible.configuration;

import dev.fungible.configuration.YamlValue.Mapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The section {@code signals}: each of its queries may leave out what has a default. */
final class SignalSection {

  /** The key of the section. */
  static final String KEY = "signals";

  private static final String PROMETHEUS = "prometheus";
  private static final String QUERIES = "queries";

  private SignalSection() {}

  /** What the document says. */
  static SignalSettings read(Mapping document, Binder binder) {
    Optional<YamlValue> given = document.find(KEY);
    if (given.isEmpty()) {
      return SignalSettings.defaults();
    }
    List<String> keys = List.of(PROMETHEUS, QUERIES);
    if (!(given.get() instanceof Mapping section)) {
      String expected = "a mapping with " + String.join(", ", keys);
      throw ConfigurationException.value(given.get(), expected, null);
    }
    section.requireKeys(keys, guesses(section));
    PrometheusSettings prometheus =
        section
            .find(PROMETHEUS)
            .map(value -> binder.merge(value, PrometheusSettings.defaults()))
            .orElse(PrometheusSettings.defaults());
    SortedMap<String, QuerySettings> queries = queries(section, binder);
    try {
      return new SignalSettings(prometheus, queries);
    } catch (IllegalArgumentException e) {
      throw Refusal.of(section, e);
    }
  }

  private static SortedMap<String, QuerySettings> queries(Mapping section, Binder binder) {
    SortedMap<String, QuerySettings> queries = new TreeMap<>();
    YamlValue given = section.find(QUERIES).orElse(new Mapping(section.place(), List.of()));
    if (!(given instanceof Mapping mapping)) {
      throw ConfigurationException.value(given, "a mapping from names of signals to queries", null);
    }
    for (Mapping.Entry entry : mapping.entries()) {
      queries.put(
          entry.key(), binder.record(entry.value(), QuerySettings.class, QuerySettings.defaults()));
    }
    return queries;
  }

  /** Where keys of the section may belong: a query is easily written beside the others. */
  private static List<String> guesses(Mapping section) {
    List<String> paths = new ArrayList<>(deeperKeys());
    section.entries().stream()
        .filter(entry -> entry.value() instanceof Mapping query && query.find("query").isPresent())
        .forEach(entry -> paths.add(KEY + "." + QUERIES + "." + entry.key()));
    return paths;
  }

  /** Paths of what is in the section, for those who look for it elsewhere. */
  static List<String> deeperKeys() {
    List<String> paths = new ArrayList<>(List.of(KEY + "." + PROMETHEUS, KEY + "." + QUERIES));
    Binder.keys(PrometheusSettings.class)
        .forEach(key -> paths.add(KEY + "." + PROMETHEUS + "." + key));
    return paths;
  }

  /** The schema of the section. */
  static Map<String, Object> schema(SchemaGenerator generator) {
    Map<String, Object> queries = new LinkedHashMap<>();
    queries.put("type", "object");
    queries.put(
        "additionalProperties", generator.record(QuerySettings.class, QuerySettings.defaults()));
    queries.put("propertyNames", Map.of("pattern", SchemaGenerator.LOWER_NAME));
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put(
        PROMETHEUS,
        generator.record(
            PrometheusSettings.class, Binder.components(PrometheusSettings.defaults())));
    keys.put(QUERIES, queries);
    return SchemaGenerator.mapping(keys, List.of());
  }
}
