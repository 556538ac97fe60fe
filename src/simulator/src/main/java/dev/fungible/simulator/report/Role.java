package dev.fungible.simulator.report;

import java.util.Locale;

/** What a row stands for in a comparison. */
enum Role {
  /** A policy that could run on a real cluster. */
  POLICY,
  /** A split that never moves a node: the do-nothing line. */
  STATIC,
  /** Sees the future, so it bounds the others and never wins. */
  CLAIRVOYANT;

  /** The role that the name of a policy tells: {@code static…}, {@code clairvoyant…} or any. */
  static Role of(String policy) {
    String name = policy.toLowerCase(Locale.ROOT);
    if (name.startsWith("static")) {
      return STATIC;
    }
    return name.startsWith("clairvoyant") ? CLAIRVOYANT : POLICY;
  }

  /** The name in lower case, as programs read it. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
