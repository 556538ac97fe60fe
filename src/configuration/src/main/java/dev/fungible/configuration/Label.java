package dev.fungible.configuration;

import dev.fungible.scheduler.settings.SettingException;
import java.util.regex.Pattern;

/** Names that Kubernetes has to accept: keys and values of labels, and extended resources. */
final class Label {

  private static final String CHARACTERS =
      "up to 63 letters, digits, dots, dashes or underscores, a letter or digit at both ends";
  private static final String LOWER_CHARACTERS =
      "up to 63 lower-case letters, digits or dashes, a letter or digit at both ends";
  private static final String NAME = "[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?";
  private static final String DOMAIN =
      "(?=[^/]{1,253}/)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*/";
  private static final Pattern LOWER = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern VALUE = Pattern.compile(NAME);
  private static final Pattern KEY = Pattern.compile("(?:" + DOMAIN + ")?" + NAME);
  private static final Pattern DOMAIN_KEY = Pattern.compile(DOMAIN + NAME);

  private Label() {}

  /** Refuses all but letters, digits, dashes, dots and underscores, up to 63. */
  static void require(String key, String name) {
    if (!VALUE.matcher(name).matches()) {
      throw new SettingException(key, name, CHARACTERS);
    }
  }

  /** Refuses all but lower-case letters, digits and dashes, up to 63. */
  static void requireLower(String key, String name) {
    if (!LOWER.matcher(name).matches()) {
      throw new SettingException(key, name, LOWER_CHARACTERS);
    }
  }

  /** Refuses a mapping's key in which there is more than lower-case letters, digits and dashes. */
  static void requireLowerKey(String key, String name) {
    if (!LOWER.matcher(name).matches()) {
      String found = "a mapping with the key \"" + name + "\"";
      throw new SettingException(key, found, "keys of " + LOWER_CHARACTERS);
    }
  }

  /** Refuses what is no label's key: a name, or one under a domain in lower case and a slash. */
  static void requireKey(String key, String label) {
    if (!KEY.matcher(label).matches()) {
      throw new SettingException(key, label, "the key of a label, such as example.com/rack");
    }
  }

  /** Refuses a mapping's entry that no label can equal; a label's value may be empty. */
  static void requireSelected(String key, String label, String value) {
    if (!KEY.matcher(label).matches()) {
      String found = "a mapping with the key \"" + label + "\"";
      throw new SettingException(key, found, "keys of labels, such as example.com/rack");
    }
    if (!value.isEmpty() && !VALUE.matcher(value).matches()) {
      throw new SettingException(key + "." + label, value, CHARACTERS);
    }
  }

  /** Refuses what is no extended resource: a name under a domain that is not Kubernetes's own. */
  static void requireExtendedResource(String key, String resource) {
    if (!DOMAIN_KEY.matcher(resource).matches()
        || resource.contains("kubernetes.io/")
        || resource.startsWith("requests.")) {
      throw new SettingException(key, resource, "an extended resource such as nvidia.com/gpu");
    }
  }
}
