package dev.fungible.configuration;

import dev.fungible.configuration.YamlValue.Mapping;
import dev.fungible.configuration.YamlValue.Scalar;
import dev.fungible.configuration.YamlValue.Sequence;
import dev.fungible.scheduler.execute.ShiftSettings;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.plan.GuardrailSettings;
import dev.fungible.scheduler.plan.Limits;
import dev.fungible.scheduler.plan.PlannerSettings;
import dev.fungible.scheduler.spi.Declarations;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads configurations from YAML or JSON; what is left out has its default. */
public final class ConfigurationReader {

  private static final List<String> SECTIONS =
      List.of(
          "apiVersion",
          "classes",
          "pools",
          "policies",
          "guardrails",
          "planner",
          "shifts",
          "cycles",
          SignalSection.KEY);

  /** What items of lists and mappings keep when they leave something out. */
  static final List<Record> ELEMENT_DEFAULTS = List.of(Limits.Range.ANY);

  private final PolicyRegistry registry;

  /** A reader that knows these policies. */
  public ConfigurationReader(PolicyRegistry registry) {
    this.registry = registry;
  }

  /**
   * The configuration in this file; one whose name ends in {@code .json} is read as strict JSON.
   *
   * @throws ConfigurationException if there is none that can be used, at the first fault
   */
  public Configuration read(Path file) {
    return read(file.toString(), DocumentText.bytes(file));
  }

  /**
   * The bytes of a file, as far as {@link #read(String, byte[])} would look at them.
   *
   * @throws ConfigurationException if the file cannot be read
   */
  public static byte[] bytes(Path file) {
    return DocumentText.bytes(file);
  }

  /**
   * The configuration in these bytes, UTF-8.
   *
   * @param source what messages call the document; decides the language as a file's name does
   * @throws ConfigurationException if it cannot be used, at the first fault
   */
  public Configuration read(String source, byte[] document) {
    return parse(source, DocumentText.of(source, document));
  }

  private Configuration parse(String source, String text) {
    Mapping document = YamlDocument.parse(source, text);
    requireApiVersion(document);
    document.requireKeys(SECTIONS, deeperKeys());
    List<WorkloadClass> classes = classes(document);
    SignalSettings signals =
        SignalSection.read(document, new Binder(KnownNames.of(classes), List.of()));
    KnownNames names = new KnownNames(classes, List.copyOf(signals.queries().keySet()));
    Binder binder = new Binder(names, ELEMENT_DEFAULTS);
    List<PoolSettings> pools = pools(document, binder);
    Declarations declared = new Declarations(classes, names(pools, PoolSettings::name));
    return new Configuration(
        classes,
        pools,
        policies(document, binder, declared),
        guardrails(document, binder, classes),
        section(document, "planner", binder, PlannerSettings.defaults()),
        section(document, "shifts", binder, ShiftSettings.defaults()),
        cycles(document, binder),
        signals);
  }

  private static void requireApiVersion(Mapping document) {
    String expected = Configuration.API_VERSION;
    YamlValue version =
        document
            .find("apiVersion")
            .orElseThrow(
                () -> {
                  Place place = document.place().key("apiVersion");
                  return ConfigurationException.shape(
                      place, "apiVersion is missing", "", expected, null);
                });
    if (!(version instanceof Scalar scalar) || !scalar.text().equals(expected)) {
      throw ConfigurationException.value(version, expected, null);
    }
  }

  private static List<String> deeperKeys() {
    List<String> paths = new ArrayList<>(paths("guardrails", GuardrailSettings.class));
    paths.addAll(paths("planner", PlannerSettings.class));
    paths.addAll(paths("shifts", ShiftSettings.class));
    paths.addAll(paths("cycles", CycleSettings.class));
    paths.addAll(SignalSection.deeperKeys());
    return paths;
  }

  private static List<String> paths(String parent, Class<? extends Record> type) {
    return Binder.keys(type).stream().map(key -> parent + "." + key).toList();
  }

  private static List<WorkloadClass> classes(Mapping document) {
    Binder binder = new Binder(KnownNames.of(List.of()), List.of());
    List<WorkloadClass> classes = new ArrayList<>(Configuration.BUILT_IN_CLASSES);
    for (YamlValue item : items(document, "classes")) {
      ClassSettings settings = binder.record(item, ClassSettings.class, Map.of());
      requireFree(item, "name", names(classes, WorkloadClass::name));
      classes.add(settings.toWorkloadClass());
    }
    return classes;
  }

  private static List<PoolSettings> pools(Mapping document, Binder binder) {
    List<PoolSettings> pools = new ArrayList<>();
    for (YamlValue item : items(document, "pools")) {
      String name = item instanceof Mapping m ? m.find("name").map(YamlValue::text).orElse("") : "";
      PoolSettings pool = binder.record(item, PoolSettings.class, PoolSettings.defaults(name));
      requireFree(item, "name", names(pools, PoolSettings::name));
      requireOwnNodes(item, pool, pools);
      pools.add(pool);
    }
    return pools;
  }

  private static void requireOwnNodes(
      YamlValue item, PoolSettings pool, List<PoolSettings> others) {
    for (PoolSettings other : others) {
      if (other.selector().equals(pool.selector())) {
        Place selector = ((Mapping) item).find("selector").orElse(item).place();
        throw ConfigurationException.shape(
            selector,
            item.place().path() + ".selector is the same as that of the pool " + other.name(),
            "",
            "nodes that are in one pool alone",
            null);
      }
    }
  }

  private List<PolicyEntry> policies(Mapping document, Binder binder, Declarations declared) {
    if (document.find("policies").isEmpty()) {
      return Configuration.defaults(registry).policies();
    }
    List<PolicyEntry> policies = new ArrayList<>();
    for (YamlValue item : items(document, "policies")) {
      requirePolicyKeys(item);
      PolicyLine line = binder.record(item, PolicyLine.class, Map.of());
      PolicyEntry entry = policy(item, line, binder, declared);
      requireFree(item, line.as() == null ? "name" : "as", names(policies, PolicyEntry::name));
      policies.add(entry);
    }
    return policies;
  }

  /** Settings are easily written beside their key instead of under it. */
  private void requirePolicyKeys(YamlValue item) {
    if (item instanceof Mapping mapping
        && mapping.find("name").orElse(null) instanceof Scalar name
        && registry.names().contains(name.text())) {
      Class<? extends Record> type = registry.entry(name.text()).settings().getClass();
      mapping.requireKeys(Binder.keys(PolicyLine.class), paths("settings", type));
    }
  }

  private PolicyEntry policy(
      YamlValue item, PolicyLine line, Binder binder, Declarations declared) {
    if (!registry.names().contains(line.name())) {
      throw ConfigurationException.value(
          member(item, "name"),
          YamlValue.oneOf(registry.names()),
          Closest.to(line.name(), registry.names()).orElse(null));
    }
    YamlValue given =
        line.settings() == null
            ? new Mapping(item.place().key("settings"), List.of())
            : line.settings();
    Record settings = binder.merge(given, registry.entry(line.name()).settings());
    PolicyEntry entry = new PolicyEntry(line.ownName(), line.name(), settings);
    try {
      // What cannot work together is to be refused here, not when the engine is built.
      registry.create(entry, declared);
    } catch (RuntimeException e) {
      throw Refusal.of((Mapping) given, e);
    }
    return entry;
  }

  private static GuardrailSettings guardrails(
      Mapping document, Binder binder, List<WorkloadClass> classes) {
    GuardrailSettings settings =
        section(document, "guardrails", binder, GuardrailSettings.defaults());
    if (document.find("guardrails").orElse(null) instanceof Mapping guardrails
        && guardrails.find("limits").orElse(null) instanceof Mapping limits) {
      limits.requireKeys(names(classes, WorkloadClass::name));
      long floors = settings.limits().values().stream().mapToLong(Limits.Range::min).sum();
      if (floors > Integer.MAX_VALUE) {
        throw ConfigurationException.shape(
            limits.place(),
            limits.place().path() + " has floors of " + floors + " nodes in all",
            Long.toString(floors),
            "at most " + Integer.MAX_VALUE,
            null);
      }
    }
    return settings;
  }

  private static CycleSettings cycles(Mapping document, Binder binder) {
    if (document.find("cycles").orElse(null) instanceof Mapping cycles
        && cycles.find("schedule").orElse(null) instanceof Scalar schedule
        && schedule.kind() == Scalar.Kind.TEXT) {
      String text = schedule.text();
      Optional<String> fault = CronText.fault(text);
      if (fault.isPresent()) {
        throw ConfigurationException.value(
            schedule,
            CronText.expectation(fault.get()),
            CronText.guess(text).map(Quote::of).orElse(null));
      }
    }
    return section(document, "cycles", binder, CycleSettings.defaults());
  }

  private static <R extends Record> R section(
      Mapping document, String key, Binder binder, R defaults) {
    return document.find(key).map(value -> binder.merge(value, defaults)).orElse(defaults);
  }

  /** The items of a list, none where the key is not there. */
  private static List<YamlValue> items(Mapping document, String key) {
    YamlValue value = document.find(key).orElse(null);
    if (value == null) {
      return List.of();
    }
    if (value instanceof Sequence sequence) {
      return sequence.items();
    }
    throw ConfigurationException.value(value, "a list", null);
  }

  /** Refuses an item whose name, under this key, others already have. */
  private static void requireFree(YamlValue item, String key, List<String> taken) {
    YamlValue name = member(item, key);
    if (taken.contains(name.text())) {
      String guess = item.place().path().startsWith("policies") ? "another name under as" : null;
      throw ConfigurationException.value(
          name, "a name other than " + String.join(", ", taken), guess);
    }
  }

  private static YamlValue member(YamlValue item, String key) {
    return ((Mapping) item).find(key).orElseThrow();
  }

  private static <T> List<String> names(List<T> named, Function<T, String> name) {
    return named.stream().map(name).toList();
  }
}
