package dev.fungible.simulator.trace;

import java.nio.file.Path;

/**
 * Where in a file something was found.
 *
 * @param file as it was given
 * @param line from 1; 0 for the file as a whole
 */
record Location(Path file, long line) {

  static Location of(Path file) {
    return new Location(file, 0);
  }

  @Override
  public String toString() {
    return line == 0 ? file.toString() : file + ":" + line;
  }
}
