package dev.fungible.image;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All that an image is made of, as text: the same text gives the same image. */
final class Inputs {

  private Inputs() {}

  static String of(Order order, Packages packages) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(order.toString());
    lines.add(packages.toString());
    List<Path> files = new ArrayList<>(Libraries.in(order.libraries()));
    files.addAll(Libraries.in(order.solver()));
    files.add(order.module().resolve("run-tree"));
    files.addAll(classes());
    for (Path file : files) {
      lines.add(Digests.of(file) + " " + file.getFileName());
    }
    return String.join("\n", lines) + "\n";
  }

  /** What builds it. */
  private static List<Path> classes() throws IOException {
    try {
      Path place =
          Path.of(Inputs.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Files.isDirectory(place)
          ? Tree.walk(place).stream().filter(Files::isRegularFile).toList()
          : List.of(place);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
