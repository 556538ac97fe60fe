package dev.fungible.simulator.report;

/** A file of moves that cannot be read; the message says where and what was expected. */
public final class BadMoves extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BadMoves(String where, String found, String expected) {
    super(where + ": " + found + "; expected " + expected + ".");
  }
}
