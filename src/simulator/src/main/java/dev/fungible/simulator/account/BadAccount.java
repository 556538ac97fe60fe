package dev.fungible.simulator.account;

/** Measurements that make no account: what was asked, where, and what was expected. */
public final class BadAccount extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A refusal in a sentence. */
  public BadAccount(String message) {
    super(message);
  }
}
