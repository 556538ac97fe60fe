package dev.fungible.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** Builds the images: file trees, and an OCI layout for each image. */
public final class ImageBuild {

  private static final String OPERATOR = "fungible-scheduler";
  private static final String OPERATOR_DOES = "Moves GPU nodes between classes of work.";
  private static final String SIMULATOR = "fungible-simulator";
  private static final String SIMULATOR_DOES = "Simulates settings, for sweeps as Jobs.";

  private final Order order;
  private final Path blobs;
  private final List<OciImage> operators = new ArrayList<>();
  private final List<OciImage> simulators = new ArrayList<>();

  private ImageBuild(Order order) {
    this.order = order;
    this.blobs = order.goal().resolve("blobs");
  }

  /** Builds what system properties that begin with {@code image.} say. */
  public static void main(String[] arguments) throws IOException {
    Order order = Order.fromProperties();
    Packages packages = new Packages(Path.of(System.getProperty("image.packages", "")));
    try {
      new ImageBuild(order).build(packages);
    } catch (ImageFailed e) {
      System.err.println("No image: " + e.getMessage());
      throw e;
    }
  }

  private void build(Packages packages) throws IOException {
    Path made = order.goal().resolve("made-of");
    String inputs = Inputs.of(order, packages);
    if (Files.exists(made) && Files.readString(made).equals(inputs)) {
      System.out.println("target/image is made of the same already");
      return;
    }
    // Nothing of an earlier version or another platform stays beside it.
    Tree.delete(order.goal());
    Files.createDirectories(blobs);
    for (Platform platform : order.platforms()) {
      Instant begun = Instant.now();
      Path root = new TreeBuild(order, packages).build(platform);
      pack(platform, root);
      report(root, operators.getLast(), Duration.between(begun, Instant.now()));
      Files.copy(
          root.resolve("usr/share/sbom/fungible.cdx.json"),
          order.goal().resolve("sbom-" + platform.architecture() + ".cdx.json"),
          StandardCopyOption.REPLACE_EXISTING);
    }
    write(OPERATOR, OPERATOR_DOES, operators);
    if (order.simulator()) {
      write(SIMULATOR, SIMULATOR_DOES, simulators);
    }
    Tree.delete(blobs);
    Files.writeString(made, inputs);
  }

  private static void report(Path root, OciImage image, Duration took) throws IOException {
    System.out.printf(
        Locale.ROOT,
        "%s: %.1f MB on disk, %.1f MB compressed, in %d s%n",
        root.getFileName(),
        Tree.size(root) / 1e6,
        image.compressedSize() / 1e6,
        took.toSeconds());
    for (Layer layer : image.layers()) {
      System.out.printf(
          Locale.ROOT, "  %6.1f MB  %s%n", layer.blob().size() / 1e6, layer.description());
    }
  }

  private void pack(Platform platform, Path root) throws IOException {
    Predicate<String> cache = FileTree.AOT_CACHE.substring(1)::equals;
    Predicate<String> application =
        Layer.below(List.of("usr/share/sbom", FileTree.OPTIONS.substring(1)))
            .or(name -> name.contains("opt/fungible/lib/fungible-"));
    Predicate<String> libraries =
        Layer.below(List.of("opt/fungible/lib")).and(application.negate());
    Predicate<String> runtime = cache.or(application).or(libraries).negate();
    List<Layer> layers = new ArrayList<>();
    layers.add(layer("Java runtime and C library", root, runtime));
    layers.add(layer("libraries", root, libraries));
    layers.add(layer("fungible", root, application));
    if (Files.exists(root.resolve(FileTree.AOT_CACHE.substring(1)))) {
      layers.add(layer("ahead-of-time cache", root, cache));
    }
    operators.add(image(platform, layers, "operator", OPERATOR, OPERATOR_DOES));
    if (order.simulator()) {
      layers.add(layer("solver", solver(platform), name -> true));
      simulators.add(image(platform, layers, "sweep", SIMULATOR, SIMULATOR_DOES));
    }
  }

  private Layer layer(String description, Path tree, Predicate<String> isIn) throws IOException {
    return Layer.of(description, tree, isIn, order.time().getEpochSecond(), blobs);
  }

  private OciImage image(
      Platform platform, List<Layer> layers, String argument, String title, String description)
      throws IOException {
    return OciImage.of(
        platform, List.copyOf(layers), List.of(argument), labels(title, description), blobs);
  }

  /** The jars of the oracle's solver, with the native libraries of the platform alone. */
  private Path solver(Platform platform) throws IOException {
    Path tree = order.goal().resolve("solver-" + platform.architecture());
    Tree.delete(tree);
    String natives = platform == Platform.AMD64 ? "linux-x86-64" : "linux-aarch64";
    List<Path> jars =
        Libraries.in(order.solver()).stream()
            .filter(jar -> isFor(natives, jar.getFileName().toString()))
            .toList();
    Libraries.copy(jars, tree.resolve(FileTree.SOLVER.substring(1)), FileTime.from(order.time()));
    Tree.stamp(tree, FileTime.from(order.time()));
    return tree;
  }

  private static boolean isFor(String natives, String jar) {
    boolean isNative = jar.matches("ortools-(linux|darwin|win32)-.*");
    return !isNative || jar.startsWith("ortools-" + natives + "-");
  }

  private void write(String title, String description, List<OciImage> images) throws IOException {
    Path file = order.goal().resolve(title + "-" + order.version() + ".oci.tar");
    String digest =
        OciArchive.write(
            file,
            order.version(),
            images,
            labels(title, description),
            order.time().getEpochSecond(),
            blobs);
    System.out.println("target/image/" + file.getFileName() + " " + digest);
    Files.writeString(order.goal().resolve(title + ".digest"), digest + "\n");
  }

  private Map<String, String> labels(String title, String description) {
    return Labels.of(title, description, order.version(), order.revision(), order.time());
  }
}
