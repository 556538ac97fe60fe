package dev.fungible.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Debian's packages, unpacked.
 *
 * @param folder that has one for each architecture, and one for the emulator
 */
record Packages(Path folder) {

  /** A package that was unpacked. */
  record Entry(String name, String version, String sha256) {}

  /** The root of an architecture's packages. */
  Path root(Platform platform) {
    return folder.resolve(platform.architecture()).resolve("root");
  }

  /** Where the programs of the emulator are. */
  Path emulators() {
    return folder.resolve("emulator/root/usr/bin");
  }

  /** What an architecture's root was unpacked from. */
  List<Entry> of(Platform platform) throws IOException {
    Path list = folder.resolve(platform.architecture()).resolve("packages");
    try (var lines = Files.lines(list)) {
      return lines
          .map(line -> line.split(" ", -1))
          .map(words -> new Entry(words[1], words[2], words[3]))
          .toList();
    }
  }
}
