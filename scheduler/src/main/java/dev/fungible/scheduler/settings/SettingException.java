package dev.fungible.scheduler.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** A setting whose value cannot be used. */
public final class SettingException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String key;
  private final String value;
  private final String expected;
  private final String word;
  private final ArrayList<String> known;

  /**
   * A refusal.
   *
   * @param key path of the setting below the settings record, with dots; an item of a list by its
   *     index, like {@code windows.0.from}
   * @param value what was given
   * @param expected what would have been accepted, to follow the word "expected"
   */
  public SettingException(String key, Object value, String expected) {
    this(key, value, expected, "", List.of());
  }

  /**
   * A refusal of a name that may be mistyped.
   *
   * @param key path of the setting, as above
   * @param value what was given
   * @param expected what would have been accepted, to follow the word "expected"
   * @param word the name within the value that is not known
   * @param known the names that are
   */
  public SettingException(
      String key, Object value, String expected, String word, Collection<String> known) {
    super(key + " is " + value + "; expected " + expected);
    this.word = word;
    this.known = new ArrayList<>(known);
    this.key = key;
    this.value = String.valueOf(value);
    this.expected = expected;
  }

  /** Path of the setting below the settings record. */
  public String key() {
    return key;
  }

  /** What was given. */
  public String value() {
    return value;
  }

  /** What would have been accepted. */
  public String expected() {
    return expected;
  }

  /** The name that is not known; empty where the fault is another. */
  public String word() {
    return word;
  }

  /** The names that are known, one of which may be meant. */
  public List<String> known() {
    return Collections.unmodifiableList(known);
  }
}
