package dev.fungible.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file that a command was asked to write. */
final class OutputFile {

  private OutputFile() {}

  /** Who writes it. */
  interface Writing {
    void to(Path file) throws IOException;
  }

  /** Writes it if it was asked for, with the folders above it, and says so. */
  static void write(@Nullable Path file, String what, PrintWriter out, Writing writing)
      throws IOException {
    if (file != null) {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      writing.to(file);
      out.println(what + ": " + file);
    }
  }
}
