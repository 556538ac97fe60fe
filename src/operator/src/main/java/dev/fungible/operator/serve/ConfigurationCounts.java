package dev.fungible.operator.serve;

/** What became of the configuration documents that were found. Safe for use by several threads. */
public interface ConfigurationCounts {

  /** Documents that were refused since the process started. */
  long refused();

  /** Documents that came into force since the process started. */
  long accepted();

  /** Whether the newest document is the one in force; false when an older one is, or none. */
  boolean newestInForce();
}
