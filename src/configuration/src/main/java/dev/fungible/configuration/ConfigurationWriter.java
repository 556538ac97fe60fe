package dev.fungible.configuration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import dev.fungible.scheduler.calendar.Moment;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.settings.SignalName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Writes configurations in full, with every default, so that they read back as equals. */
public final class ConfigurationWriter {

  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
              .stringQuotingChecker(new Quoting())
              .build());

  /** The configuration as YAML. */
  public String write(Configuration configuration) {
    return yaml(tree(configuration));
  }

  /** The configuration as lists, mappings and scalars. */
  public static Map<String, Object> tree(Configuration configuration) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("apiVersion", Configuration.API_VERSION);
    document.put(
        "classes",
        configuration.classes().stream()
            .filter(workloadClass -> !Configuration.BUILT_IN_CLASSES.contains(workloadClass))
            .map(workloadClass -> plain(ClassSettings.of(workloadClass)))
            .toList());
    document.put("pools", plain(configuration.pools()));
    document.put(
        "policies", configuration.policies().stream().map(ConfigurationWriter::policy).toList());
    document.put("guardrails", plain(configuration.guardrails()));
    document.put("planner", plain(configuration.planner()));
    document.put("shifts", plain(configuration.shifts()));
    document.put("cycles", plain(configuration.cycles()));
    document.put(SignalSection.KEY, plain(configuration.signals()));
    return document;
  }

  /** Lists, mappings and scalars as YAML. */
  public static String yaml(Map<String, ? extends @Nullable Object> document) {
    try {
      return YAML.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Plain values can always be written", e);
    }
  }

  /** How a document writes an enum's constant: {@code ENFORCE} is {@code Enforce}. */
  public static String word(Enum<?> constant) {
    return ScalarReader.word(constant);
  }

  private static Map<String, Object> policy(PolicyEntry entry) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("name", entry.factoryName());
    if (!entry.name().equals(entry.factoryName())) {
      result.put("as", entry.name());
    }
    result.put("settings", plain(entry.settings()));
    return result;
  }

  /** A value as lists, mappings and scalars in the words of the document. */
  static Object plain(Object value) {
    return switch (value) {
      case Duration duration -> DurationText.format(duration);
      case Enum<?> constant -> ScalarReader.word(constant);
      case WorkloadClass workloadClass -> workloadClass.name();
      case Moment moment -> moment.toString();
      case SignalName signal -> signal.value();
      case Record settings -> plainValues(Binder.components(settings));
      case SortedMap<?, ?> map -> plainValues(map);
      case List<?> list -> list.stream().map(ConfigurationWriter::plain).toList();
      case Number number -> number;
      case Boolean flag -> flag;
      default -> value.toString();
    };
  }

  private static Map<String, Object> plainValues(Map<?, ?> map) {
    Map<String, Object> result = new LinkedHashMap<>();
    map.forEach((key, value) -> result.put((String) plain(key), plain(value)));
    return result;
  }

  /** Quotes all that might be taken for something else than text. */
  private static final class Quoting extends StringQuotingChecker.Default {

    private static final long serialVersionUID = 1L;

    @Override
    public boolean needToQuoteValue(String value) {
      boolean word = !value.isEmpty() && Character.isLetter(value.charAt(0));
      return super.needToQuoteValue(value) || !(word || DurationText.parse(value).isPresent());
    }
  }
}
