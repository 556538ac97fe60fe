package dev.fungible.operator.config;

import dev.fungible.configuration.ConfigMapDocument;
import dev.fungible.configuration.ConfigurationException;
import java.util.Objects;

/**
 * The one thing that is wrong with a document, for people.
 *
 * @param message all of it, in one line
 * @param path where in the document's tree; empty for its root, or where there is no document
 * @param line from 1; 0 where it is not known
 * @param column from 1; 0 where it is not known
 * @param value what does not do; empty where it is not one value
 * @param expected what would have done
 * @param maybe what was perhaps meant; empty where there is no good guess
 */
public record Fault(
    String message,
    String path,
    int line,
    int column,
    String value,
    String expected,
    String maybe) {

  static Fault of(ConfigurationException e) {
    return new Fault(
        Objects.requireNonNull(e.getMessage()),
        e.path(),
        e.line().orElse(0),
        e.column().orElse(0),
        e.value(),
        e.expected(),
        e.maybe().orElse(""));
  }

  /** There is no ConfigMap. */
  static Fault missing(ConfigurationAddress address) {
    String expected = "one with the configuration under the key " + ConfigMapDocument.KEY;
    String maybe =
        "kubectl create configmap -n "
            + address.namespace()
            + " "
            + address.name()
            + " --from-file="
            + ConfigMapDocument.KEY;
    String message = address.title() + " is missing; expected " + expected + ".";
    return new Fault(message + " Maybe " + maybe + "?", "", 0, 0, "", expected, maybe);
  }

  /** Code that reads the document, perhaps that of a policy, gave up. */
  static Fault of(String source, Throwable cause) {
    String expected = "a document that can be read";
    String message = source + ": reading it failed with " + cause + "; expected " + expected + ".";
    return new Fault(message.replaceAll("\\s+", " "), "", 0, 0, "", expected, "");
  }
}
