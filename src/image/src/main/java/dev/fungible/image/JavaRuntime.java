package dev.fungible.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A Java runtime with the modules that are used, and what it needs of the C library. */
final class JavaRuntime {

  /** What no class names, but a service: the solver's loader opens its jar as a file system. */
  static final Set<String> SERVICES = new TreeSet<>(Set.of("jdk.zipfs"));

  /**
   * What jdeps finds in the jars. Of java.desktop it is java.beans alone, so none of its native
   * libraries is kept: they would want fonts and a display.
   */
  static final Set<String> MODULES =
      new TreeSet<>(
          Set.of(
              "java.base",
              "java.desktop",
              "java.logging",
              "java.management",
              "java.naming",
              "java.rmi",
              "java.scripting",
              "java.sql",
              "java.xml",
              "jdk.httpserver",
              "jdk.management",
              "jdk.unsupported"));

  private static final String UNUSED_FILES =
      "/java.desktop/lib/**,/java.desktop/bin/**,/java.prefs/lib/**,/java.base/lib/classlist";

  /** The JVM's, and three that the solver was linked with. */
  private static final List<String> LIBRARIES =
      List.of(
          "libc.so.6",
          "libm.so.6",
          "libgcc_s.so.1",
          "libstdc++.so.6",
          "libz.so.1",
          "libdl.so.2",
          "libpthread.so.0",
          "librt.so.1");

  private JavaRuntime() {}

  /** Links one for a platform, into a folder that is not there yet. */
  static void link(Platform platform, Packages packages, Isolation isolation, Path goal)
      throws IOException {
    Platform here = Platform.here();
    Path jmods = packages.root(platform).resolve(platform.jdk().substring(1)).resolve("jmods");
    Path folder = Files.createTempDirectory(goal.getParent(), "link");
    Program.run(
        isolation.command(
            here,
            packages.root(here),
            List.of(jmods + "=/run/jmods", folder + "=/run/out"),
            List.of(
                here.jdk() + "/bin/jlink",
                "-J-XX:+UseSerialGC",
                "--module-path=/run/jmods",
                "--add-modules=" + String.join(",", MODULES) + "," + String.join(",", SERVICES),
                "--strip-java-debug-attributes",
                "--no-header-files",
                "--no-man-pages",
                // A layer is compressed as a whole, which is better than each class for itself.
                "--compress=zip-0",
                "--exclude-files=" + UNUSED_FILES,
                "--output=/run/out/runtime")));
    Files.move(folder.resolve("runtime"), goal);
    Tree.delete(folder);
    dropOtherPrograms(goal);
  }

  /** Puts the libraries of the C library's kind into a tree. */
  static void addLibraries(Platform platform, Packages packages, Path tree) throws IOException {
    Path from = packages.root(platform).resolve(platform.libraries());
    for (String library : LIBRARIES) {
      Tree.copyFile(from.resolve(library), tree.resolve(platform.libraries()).resolve(library));
    }
    Path loader = tree.resolve("usr" + platform.loader());
    Tree.copyFile(from.resolve(loader.getFileName()), loader);
    loader.toFile().setExecutable(true, false);
    String top = platform.loader().split("/", -1)[1];
    Files.createSymbolicLink(tree.resolve("lib"), Path.of("usr/lib"));
    if (!top.equals("lib")) {
      Files.createSymbolicLink(tree.resolve(top), Path.of("usr", top));
    }
  }

  private static void dropOtherPrograms(Path runtime) throws IOException {
    try (Stream<Path> programs = Files.list(runtime.resolve("bin"))) {
      for (Path program : programs.filter(p -> !p.endsWith("java")).toList()) {
        Files.delete(program);
      }
    }
  }
}
