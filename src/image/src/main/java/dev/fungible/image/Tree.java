package dev.fungible.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Files below a folder: each has the same time, so that trees of the same files are the same. */
final class Tree {

  private Tree() {}

  /** All below a folder, it not included, in an order of their own. */
  static List<Path> walk(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> !path.equals(folder))
          .sorted(Comparator.comparing(path -> folder.relativize(path).toString()))
          .toList();
    }
  }

  /** Takes it away, with all that is in it, if it is there. */
  static void delete(Path folder) throws IOException {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      for (Path path : walk(folder).reversed()) {
        Files.delete(path);
      }
      Files.delete(folder);
    }
  }

  /** Copies all that is in a folder into another. */
  static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (Path path : walk(from)) {
      Files.copy(path, to.resolve(from.relativize(path).toString()), LinkOption.NOFOLLOW_LINKS);
    }
  }

  /** Copies a file, or what a link leads to. */
  static void copyFile(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from.toRealPath(), to, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Gives all of it the same time. */
  static void stamp(Path folder, FileTime time) throws IOException {
    for (Path path : walk(folder)) {
      if (!Files.isSymbolicLink(path)) {
        Files.setLastModifiedTime(path, time);
      }
    }
  }

  /** Its files' bytes, in all. */
  static long size(Path folder) throws IOException {
    return walk(folder).stream()
        .filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
        .mapToLong(Tree::bytes)
        .sum();
  }

  private static long bytes(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
