package dev.fungible.simulator.trace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A text file that appears whole or not at all. */
final class AtomicFile {

  private AtomicFile() {}

  /** Writes beside the target, then moves into its place. */
  static void write(Path target, CharSequence text, IfExists ifExists) {
    if (ifExists == IfExists.REFUSE && Files.exists(target)) {
      throw taken(target);
    }
    Path part =
        target.resolveSibling(
            "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    try {
      try {
        Files.writeString(part, text, StandardCharsets.UTF_8);
        move(part, target, ifExists);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (FileAlreadyExistsException e) {
      throw taken(target);
    } catch (IOException e) {
      BadTrace bad =
          BadTrace.shape(
              Location.of(target),
              "writing failed (" + e.getClass().getSimpleName() + ")",
              "a file name in a folder that is there and may be written to",
              null);
      bad.initCause(e);
      throw bad;
    }
  }

  private static void move(Path part, Path target, IfExists ifExists) throws IOException {
    switch (ifExists) {
      case REFUSE -> Files.move(part, target);
      case REPLACE -> Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static BadTrace taken(Path target) {
    return BadTrace.shape(
        Location.of(target), "file is there already", "a new name, or --force", null);
  }
}
