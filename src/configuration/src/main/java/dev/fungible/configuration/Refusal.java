package dev.fungible.configuration;

import dev.fungible.configuration.YamlValue.Mapping;
import dev.fungible.configuration.YamlValue.Scalar;
import dev.fungible.configuration.YamlValue.Sequence;
import dev.fungible.scheduler.settings.SettingException;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** What code that was given settings said against them, at the place in the document. */
final class Refusal {

  private Refusal() {}

  /**
   * The refusal of settings that a mapping gave.
   *
   * @throws Error if that is what the cause is
   */
  static ConfigurationException of(Mapping settings, Throwable cause) {
    return switch (cause) {
      case Error error -> throw error;
      case SettingException e -> ofSetting(settings, e);
      default ->
          ConfigurationException.shape(
              settings.place(),
              settings.place().path() + " was refused with " + Quote.of(cause.toString()),
              "",
              "settings that go together",
              null);
    };
  }

  private static ConfigurationException ofSetting(Mapping settings, SettingException e) {
    Place place = settings.place();
    Optional<YamlValue> given = Optional.of(settings);
    String rest = e.key();
    while (!rest.isEmpty()) {
      String key = firstKey(given, rest);
      rest = rest.substring(Math.min(rest.length(), key.length() + 1));
      Optional<Integer> index = given.flatMap(value -> index(value, key));
      place = index.isPresent() ? place.index(index.get()) : place.key(key);
      given = given.flatMap(value -> below(value, key));
    }
    String maybe = Closest.to(e.word(), e.known()).orElse(null);
    if (given.isPresent() && given.get() instanceof Scalar) {
      return ConfigurationException.value(given.get(), e.expected(), maybe);
    }
    Place found = given.map(YamlValue::place).orElse(place);
    return ConfigurationException.shape(
        found, found.path() + " is " + Quote.plain(e.value()), e.value(), e.expected(), maybe);
  }

  private static Optional<YamlValue> below(YamlValue owner, String key) {
    return owner instanceof Mapping mapping
        ? mapping.find(key)
        : index(owner, key).map(index -> ((Sequence) owner).items().get(index));
  }

  /** The index that a key is, where the owner is a list that has it. */
  private static Optional<Integer> index(YamlValue owner, String key) {
    boolean isIndex = owner instanceof Sequence && key.matches("\\d{1,9}");
    return Optional.of(key)
        .filter(digits -> isIndex)
        .map(Integer::valueOf)
        .filter(index -> index < ((Sequence) owner).items().size());
  }

  /** The first key of a path with dots; one that a mapping has may have dots of its own. */
  private static String firstKey(Optional<YamlValue> owner, String path) {
    Stream<String> known =
        owner.orElse(null) instanceof Mapping mapping
            ? mapping.entries().stream().map(Mapping.Entry::key)
            : Stream.empty();
    return known
        .filter(key -> !key.isEmpty() && (path + ".").startsWith(key + "."))
        .max(Comparator.comparingInt(String::length))
        .orElseGet(() -> path.split("\\.", -1)[0]);
  }
}
