package dev.fungible.cli;

import java.io.Console;

/** Whether a person watches. */
final class Terminal {

  /** Characters a line. */
  static final int WIDTH = 100;

  private Terminal() {}

  /** Whether input and output are a terminal: then colours and a progress bar make sense. */
  static boolean isInteractive() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
