package dev.fungible.simulator.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * One combination of values.
 *
 * @param number 0 for the base as it is
 * @param changes value by path; null takes a setting away
 */
record Trial(int number, SequencedMap<String, @Nullable Object> changes) {

  Trial {
    changes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(changes));
  }

  /** The base as it is. */
  static Trial base() {
    return new Trial(0, new LinkedHashMap<>());
  }

  /** The changes as people read them: the last words of the paths where these tell them apart. */
  String shown(List<Parameter> parameters) {
    if (changes.isEmpty()) {
      return "(base)";
    }
    StringJoiner text = new StringJoiner(" ");
    changes.forEach(
        (path, value) -> text.add(name(path, parameters) + "=" + (value == null ? "∅" : value)));
    return text.toString();
  }

  private static String name(String path, List<Parameter> parameters) {
    String last = last(path);
    boolean unique =
        parameters.stream().filter(parameter -> last(parameter.path()).equals(last)).count() <= 1;
    return unique ? last : path;
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }
}
