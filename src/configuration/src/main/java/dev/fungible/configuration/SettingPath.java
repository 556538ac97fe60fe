package dev.fungible.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a setting, like {@code policies[demand].settings.headroom}: items of lists go by their name
 * or by their index from 0, keys that dots would blur stand in brackets and quotes.
 *
 * @param text as it was written
 * @param steps from the root down, at least one
 */
record SettingPath(String text, List<String> steps) {

  private static final Pattern STEP =
      Pattern.compile("\\.?([A-Za-z0-9_-]+)|\\[\"([^\"]+)\"]|\\[([A-Za-z0-9._-]+)]");

  /** Reads a path. */
  static SettingPath parse(String text) {
    List<String> steps = new ArrayList<>();
    Matcher matcher = STEP.matcher(text);
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      steps.add(matcher.group().replaceAll("^\\.|^\\[\"?|\"?]$", ""));
      end = matcher.end();
    }
    if (steps.isEmpty() || end != text.length() || text.startsWith(".")) {
      throw ConfigurationException.shape(
          Place.whole(Quote.plain(text)),
          "this is no path of a setting",
          text,
          "for example policies[demand].settings.headroom",
          null);
    }
    return new SettingPath(text, List.copyOf(steps));
  }

  /** The refusal of a step that leads nowhere. */
  ConfigurationException nowhere(int step, List<String> known) {
    String name = steps.get(step);
    return ConfigurationException.shape(
        Place.whole(text),
        Quote.of(name) + " is not there",
        name,
        known.isEmpty() ? "nothing below this" : YamlValue.oneOf(known),
        Closest.to(name, known).orElse(null));
  }
}
