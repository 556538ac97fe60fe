package dev.fungible.simulator.trace;

import dev.fungible.configuration.Closest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks on the files that hold traces. */
final class TraceFiles {

  private TraceFiles() {}

  /** Refuses a path that is not a readable file; guesses at a neighbour of a similar name. */
  static void requireFile(Path path) {
    if (Files.isDirectory(path)) {
      throw BadTrace.shape(Location.of(path), "path is a folder", "a file", null);
    }
    requirePath(path, "a readable file");
  }

  /** Refuses a path that is not a readable folder. */
  static void requireFolder(Path path) {
    requirePath(path, "a readable folder");
    if (!Files.isDirectory(path)) {
      throw BadTrace.shape(Location.of(path), "path is a file", "a folder", null);
    }
  }

  /** The file's name without its folder and its ending. */
  static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.indexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /** What lies in the folder, sorted by name. */
  static List<Path> entries(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requirePath(Path path, String expected) {
    if (!Files.exists(path)) {
      throw BadTrace.shape(Location.of(path), "path does not exist", expected, neighbour(path));
    }
    if (!Files.isReadable(path)) {
      throw BadTrace.shape(Location.of(path), "reading it is not permitted", expected, null);
    }
  }

  private static @Nullable String neighbour(Path path) {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null || !Files.isReadable(folder) || !Files.isDirectory(folder)) {
      return null;
    }
    List<String> names =
        entries(folder).stream().map(p -> String.valueOf(p.getFileName())).toList();
    return Closest.to(String.valueOf(path.getFileName()), names).orElse(null);
  }
}
