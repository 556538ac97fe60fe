package dev.fungible.operator.serve;

import java.util.Optional;
import java.util.function.Supplier;

/** One thing that must be so for the process to be well. Safe for use by several threads. */
public interface Check {

  /** Short and unique, like {@code configuration}. */
  String name();

  /** What is wrong now, for people; empty when nothing is. Answers at once. */
  Optional<String> problem();

  /** A check of that name. */
  static Check of(String name, Supplier<Optional<String>> problem) {
    return new Check() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Optional<String> problem() {
        return problem.get();
      }
    };
  }
}
