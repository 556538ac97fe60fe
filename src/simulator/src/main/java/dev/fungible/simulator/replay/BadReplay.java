package dev.fungible.simulator.replay;

/** A past that cannot be replayed: what is missing, and what was expected. */
public final class BadReplay extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A refusal in a sentence. */
  public BadReplay(String message) {
    super(message);
  }
}
