package dev.fungible.scheduler.settings;

/** A setting whose value cannot be used. */
public final class SettingException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String key;
  private final String value;
  private final String expected;

  /**
   * A refusal.
   *
   * @param key path of the setting below the settings record, with dots, items as {@code list[0]}
   * @param value what was given
   * @param expected what would have been accepted, to follow the word "expected"
   */
  public SettingException(String key, Object value, String expected) {
    super(key + " is " + value + "; expected " + expected);
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
}
