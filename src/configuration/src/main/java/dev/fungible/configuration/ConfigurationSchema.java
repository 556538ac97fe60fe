package dev.fungible.configuration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fungible.scheduler.execute.ShiftSettings;
import dev.fungible.scheduler.plan.GuardrailSettings;
import dev.fungible.scheduler.plan.PlannerSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON Schema of configurations, for editors: keys, types and defaults, from the records that
 * documents are read into. What else a document must observe is for {@link ConfigurationReader} to
 * say.
 */
public final class ConfigurationSchema {

  private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");

  private final SchemaGenerator generator =
      new SchemaGenerator(ConfigurationReader.ELEMENT_DEFAULTS);
  private final PolicyRegistry registry;

  /** The schema of documents that name these policies. */
  public ConfigurationSchema(PolicyRegistry registry) {
    this.registry = registry;
  }

  /** The schema as JSON, in the words of draft 07, which editors know best. */
  public String json() {
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(LINES);
    try {
      return new ObjectMapper().writer(printer).writeValueAsString(document()) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Plain values can always be written", e);
    }
  }

  private Map<String, Object> document() {
    Map<String, Object> sections = new LinkedHashMap<>();
    sections.put("apiVersion", Map.of("const", Configuration.API_VERSION));
    sections.put("classes", SchemaGenerator.list(generator.record(ClassSettings.class, Map.of())));
    Map<String, Object> pool = PoolSettings.defaults("<name>");
    sections.put("pools", SchemaGenerator.list(generator.record(PoolSettings.class, pool)));
    sections.put("policies", SchemaGenerator.list(policy()));
    sections.put("guardrails", section(GuardrailSettings.defaults()));
    sections.put("planner", section(PlannerSettings.defaults()));
    sections.put("shifts", section(ShiftSettings.defaults()));
    sections.put("cycles", section(CycleSettings.defaults()));
    sections.put(SignalSection.KEY, SignalSection.schema(generator));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("$schema", "http://json-schema.org/draft-07/schema#");
    document.put("title", "Configuration of fungible-scheduler, " + Configuration.API_VERSION);
    document.putAll(SchemaGenerator.mapping(sections, List.of("apiVersion")));
    return document;
  }

  private Map<String, Object> section(Record defaults) {
    return generator.record(defaults.getClass(), Binder.components(defaults));
  }

  private Map<String, Object> policy() {
    Map<String, Object> policy = generator.record(PolicyLine.class, Map.of());
    List<Object> choices = new ArrayList<>();
    choices.add(Map.of("properties", Map.of("name", Map.of("enum", registry.names()))));
    for (String name : registry.names()) {
      Map<String, Object> settings = section(registry.entry(name).settings());
      Map<String, Object> choice = new LinkedHashMap<>();
      choice.put("if", named(name));
      choice.put("then", Map.of("properties", Map.of("settings", settings)));
      choices.add(choice);
    }
    policy.put("allOf", choices);
    return policy;
  }

  private static Map<String, Object> named(String name) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("properties", Map.of("name", Map.of("const", name)));
    schema.put("required", List.of("name"));
    return schema;
  }
}
