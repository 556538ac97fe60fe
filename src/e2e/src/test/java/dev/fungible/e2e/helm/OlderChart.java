package dev.fungible.e2e.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A chart as an older release may have been, since there is none yet: one replica, no priority and
 * no network policy, another preset.
 */
final class OlderChart {

  static final String VERSION = "0.0.9";

  private OlderChart() {}

  /** Makes it of the present one and returns its folder. */
  static Path in(Path parent) throws IOException {
    Path older = parent.resolve("older");
    try (Stream<Path> files = Files.walk(Chart.FOLDER)) {
      files.forEach(file -> copy(file, older.resolve(Chart.FOLDER.relativize(file).toString())));
    }
    edit(older.resolve("Chart.yaml"), "(?m)^version: .*$", "version: " + VERSION);
    edit(older.resolve("values.yaml"), "(?m)^replicas: 2$", "replicas: 1");
    edit(older.resolve("values.yaml"), "(?m)^preset: default$", "preset: training-first");
    edit(older.resolve("templates/deployment.yaml"), "(?m)^ +priorityClassName: .*\n", "");
    for (String template : List.of("network-policy", "priority-class", "pod-disruption-budget")) {
      Files.delete(older.resolve("templates").resolve(template + ".yaml"));
    }
    return older;
  }

  private static void edit(Path file, String what, String by) throws IOException {
    String before = Files.readString(file);
    String after = before.replaceAll(what, by);
    if (after.equals(before)) {
      throw new IllegalStateException(file + " has nothing like " + what);
    }
    Files.writeString(file, after);
  }

  private static void copy(Path from, Path to) {
    try {
      if (Files.isDirectory(from)) {
        Files.createDirectories(to);
      } else {
        Files.copy(from, to);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
