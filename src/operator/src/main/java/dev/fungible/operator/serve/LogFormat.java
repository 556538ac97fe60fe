package dev.fungible.operator.serve;

/** How a line of the log looks. */
public enum LogFormat {
  /** One JSON object a line. */
  JSON,
  /** For people. */
  TEXT
}
