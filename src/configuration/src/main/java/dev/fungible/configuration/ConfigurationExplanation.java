package dev.fungible.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fungible.configuration.YamlValue.Mapping;
import dev.fungible.configuration.YamlValue.Sequence;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.WorkloadClass;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a document means in words: every setting that it makes or inherits, with what that does. The
 * words are those of the Javadoc of the settings' records and of the policies.
 */
public final class ConfigurationExplanation {

  private final PolicyRegistry registry;

  /** Explains documents that name these policies. */
  public ConfigurationExplanation(PolicyRegistry registry) {
    this.registry = registry;
  }

  /** What holds where no document says anything. */
  public String ofDefaults() {
    String nothing = "apiVersion: " + Configuration.API_VERSION + "\n";
    return of("the defaults", nothing.getBytes(UTF_8));
  }

  /**
   * The document in words, in lines of about 100 characters, each ended by a line feed.
   *
   * @param source what messages call the document
   * @throws ConfigurationException if it cannot be used
   */
  public String of(String source, byte[] bytes) {
    Configuration configuration = new ConfigurationReader(registry).read(source, bytes);
    Mapping document = YamlDocument.parse(source, DocumentText.of(source, bytes));
    ExplanationText text = new ExplanationText();
    text.paragraph(0, source + ": what it says, and what it inherits (marked with a dot)");
    classes(text, configuration);
    pools(text, configuration, document);
    policies(text, configuration, document);
    section(text, "guardrails", configuration.guardrails(), document);
    section(text, "planner", configuration.planner(), document);
    section(text, "shifts", configuration.shifts(), document);
    section(text, "cycles", configuration.cycles(), document);
    section(text, SignalSection.KEY, configuration.signals(), document);
    return text.toString();
  }

  private static void classes(ExplanationText text, Configuration configuration) {
    text.heading("classes", "Kinds of work that nodes are assigned to.");
    for (WorkloadClass workloadClass : configuration.classes()) {
      boolean inherited = Configuration.BUILT_IN_CLASSES.contains(workloadClass);
      String kind = workloadClass.kind().name().toLowerCase(Locale.ROOT);
      text.entry(1, inherited, workloadClass.name(), kind, Words.of(workloadClass.kind()));
    }
  }

  private static void pools(ExplanationText text, Configuration configuration, Mapping document) {
    List<PoolSettings> pools = configuration.pools();
    text.heading("pools", summary(pools));
    for (int i = 0; i < pools.size(); i++) {
      PoolSettings pool = pools.get(i);
      text.paragraph(1, pool.name());
      text.record(2, pool, item(document, "pools", i));
    }
  }

  private static String summary(List<PoolSettings> pools) {
    if (pools.isEmpty()) {
      return "There are none, so no node of a cluster is looked at. Simulations have their own.";
    }
    String enforced =
        pools.stream()
            .filter(pool -> pool.mode() == Mode.ENFORCE)
            .map(PoolSettings::name)
            .collect(Collectors.joining(", "));
    return enforced.isEmpty()
        ? "None is in the mode Enforce, so no node moves."
        : "Nodes move in " + enforced + ".";
  }

  private void policies(ExplanationText text, Configuration configuration, Mapping document) {
    List<PolicyEntry> policies = configuration.policies();
    boolean inherited = document.find("policies").isEmpty();
    text.heading(
        "policies",
        policies.isEmpty()
            ? "There are none: nobody asks for nodes, so nothing moves."
            : "What they ask for one class at one tier does not add up, the highest counts."
                + (inherited ? " None is listed, so these are the default ones." : ""));
    for (int i = 0; i < policies.size(); i++) {
      PolicyEntry policy = policies.get(i);
      boolean renamed = !policy.name().equals(policy.factoryName());
      String name = policy.name() + (renamed ? " (a " + policy.factoryName() + ")" : "");
      Class<?> factory = registry.type(policy.factoryName());
      text.entry(1, inherited, name, "", Words.of(factory));
      Mapping item = item(document, "policies", i);
      YamlValue settings = item == null ? null : item.find("settings").orElse(null);
      text.record(2, policy.settings(), settings instanceof Mapping given ? given : null);
    }
  }

  private static void section(ExplanationText text, String key, Record settings, Mapping document) {
    text.heading(key, Words.of(settings.getClass()));
    text.record(
        1, settings, document.find(key).orElse(null) instanceof Mapping given ? given : null);
  }

  private static @Nullable Mapping item(Mapping document, String key, int index) {
    return document.find(key).orElse(null) instanceof Sequence list
            && list.items().get(index) instanceof Mapping item
        ? item
        : null;
  }
}
