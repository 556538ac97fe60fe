package dev.fungible.configuration;

import dev.fungible.scheduler.settings.SettingException;
import java.util.regex.Pattern;

/** Names that also have to do as the value of a label. */
final class Label {

  private static final Pattern LOWER = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern ANY =
      Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");

  private Label() {}

  /** Refuses all but letters, digits, dashes, dots and underscores, up to 63. */
  static void require(String key, String name) {
    if (!ANY.matcher(name).matches()) {
      throw new SettingException(
          key,
          name,
          "up to 63 letters, digits, dots, dashes or underscores, a letter or digit at both ends");
    }
  }

  /** Refuses all but lower-case letters, digits and dashes, up to 63. */
  static void requireLower(String key, String name) {
    if (!LOWER.matcher(name).matches()) {
      throw new SettingException(
          key,
          name,
          "up to 63 lower-case letters, digits or dashes, a letter or digit at both ends");
    }
  }
}
