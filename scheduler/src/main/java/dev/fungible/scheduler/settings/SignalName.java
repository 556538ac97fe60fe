package dev.fungible.scheduler.settings;

/**
 * A signal as a policy's settings refer to it: a document names only those that it defines.
 *
 * @param value the name
 */
public record SignalName(String value) implements Comparable<SignalName> {

  @Override
  public int compareTo(SignalName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
