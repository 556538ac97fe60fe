package dev.fungible.simulator.trace;

/** What to do when a file to be written is there already. */
public enum IfExists {
  /** Leave it and say so. */
  REFUSE,
  /** Put the new one in its place. */
  REPLACE
}
