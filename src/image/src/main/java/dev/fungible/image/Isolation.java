package dev.fungible.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Command lines that run a program with a file tree as its root.
 *
 * @param runTree the script that does
 * @param packages which have the emulator of another processor
 */
record Isolation(Path runTree, Packages packages) {

  /** What runs a program of the platform in a tree, which it may write. */
  List<String> command(Platform platform, Path root, List<String> mounts, List<String> program) {
    List<String> line = new ArrayList<>(List.of("bash", runTree.toString(), "--writable"));
    for (String mount : mounts) {
      line.addAll(List.of("--mount", mount));
    }
    boolean foreign = platform != Platform.here();
    if (foreign) {
      line.addAll(List.of("--mount", packages.emulators() + "=/run/emulators"));
    }
    line.add(root.toString());
    if (foreign) {
      line.add("/run/emulators/" + platform.emulator());
    }
    line.addAll(program);
    return line;
  }
}
