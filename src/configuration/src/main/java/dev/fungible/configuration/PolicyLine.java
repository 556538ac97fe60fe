package dev.fungible.configuration;

import org.jspecify.annotations.Nullable;

/**
 * A policy as a document lists it.
 *
 * @param name name of its factory
 * @param as the policy's own name, where the factory's is not enough
 * @param settings not yet read, because their type is the factory's to say
 */
record PolicyLine(String name, @Nullable String as, @Nullable YamlValue settings) {

  PolicyLine {
    if (as != null) {
      Label.require("as", as);
    }
  }

  /** The name that reports show. */
  String ownName() {
    return as == null ? name : as;
  }
}
