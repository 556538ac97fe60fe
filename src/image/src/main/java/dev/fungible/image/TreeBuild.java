package dev.fungible.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

/** Builds the file tree of a platform. */
final class TreeBuild {

  private final Order order;
  private final Packages packages;
  private final Isolation isolation;

  TreeBuild(Order order, Packages packages) {
    this.order = order;
    this.packages = packages;
    this.isolation = new Isolation(order.module().resolve("run-tree"), packages);
  }

  /** The tree, new; with the cache, if it is ordered and can be made. */
  Path build(Platform platform) throws IOException {
    Path root = order.goal().resolve("root-" + platform.architecture());
    Tree.delete(root);
    Files.createDirectories(root);
    FileTime time = FileTime.from(order.time());
    FileTree.lay(root);
    JavaRuntime.addLibraries(platform, packages, root);
    JavaRuntime.link(platform, packages, isolation, root.resolve("opt/fungible/runtime"));
    List<Path> jars = Libraries.in(order.libraries());
    Libraries.copy(jars, root.resolve("opt/fungible/lib"), time);
    Path bom = root.resolve("usr/share/sbom/fungible.cdx.json");
    Files.createDirectories(bom.getParent());
    Files.writeString(
        bom, Bom.of(order.bom(), jars, platform, packages.of(platform), "fungible-scheduler"));
    FileTree.writeOptions(root, commandJar(jars), false);
    // The cache knows jars by their time.
    Tree.stamp(root, time);
    if (order.aotCache() && train(platform, root)) {
      FileTree.writeOptions(root, commandJar(jars), true);
      Tree.stamp(root, time);
    }
    return root;
  }

  private boolean train(Platform platform, Path root) throws IOException {
    try {
      new AotCache(platform, isolation, root).make();
      return true;
    } catch (ImageFailed e) {
      if (platform == Platform.here()) {
        throw e;
      }
      System.err.println(
          "WARNING: no ahead-of-time cache for "
              + platform.architecture()
              + ": it starts without one, later. "
              + e.getMessage());
      return false;
    }
  }

  private static String commandJar(List<Path> jars) {
    return jars.stream()
        .map(jar -> jar.getFileName().toString())
        .filter(name -> name.startsWith("fungible-cli-"))
        .findFirst()
        .orElseThrow(() -> new ImageFailed("no jar of the command among " + jars));
  }
}
