package dev.fungible.configuration;

import dev.fungible.configuration.YamlValue.Mapping;
import dev.fungible.scheduler.settings.SettingException;
import java.util.Optional;

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
    for (String key : e.key().split("\\.", -1)) {
      place = place.key(key);
      given = given.flatMap(value -> value instanceof Mapping m ? m.find(key) : Optional.empty());
    }
    if (given.isPresent()) {
      return ConfigurationException.value(given.get(), e.expected(), null);
    }
    return ConfigurationException.shape(
        place, place.path() + " is " + Quote.plain(e.value()), e.value(), e.expected(), null);
  }
}
