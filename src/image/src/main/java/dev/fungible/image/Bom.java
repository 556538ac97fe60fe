package dev.fungible.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What an image is made of, as CycloneDX: the jars that are in it, and Debian's packages. */
final class Bom {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Bom() {}

  /**
   * Takes what is in the image from the bill of the build.
   *
   * @param build of all jars that the build knows
   * @param jars those in the image
   * @param packages those whose files are in it
   * @throws ImageFailed if the build has none
   */
  static String of(
      Path build, List<Path> jars, Platform platform, List<Packages.Entry> packages, String title)
      throws IOException {
    if (!Files.exists(build)) {
      throw new ImageFailed(
          "there is no bill of materials, which Maven makes online alone. Maybe leave out -o?");
    }
    ObjectNode bom = (ObjectNode) JSON.readTree(build.toFile());
    // Random: the same image has the same bill.
    bom.remove("serialNumber");
    bom.remove("dependencies");
    if (bom.path("metadata") instanceof ObjectNode metadata) {
      metadata.remove("timestamp");
      ObjectNode subject = metadata.putObject("component");
      subject.put("type", "container").put("name", title).put("bom-ref", title);
    }
    Set<String> names =
        jars.stream()
            .map(jar -> jar.getFileName().toString())
            .collect(Collectors.toCollection(TreeSet::new));
    ArrayNode components = JSON.createArrayNode();
    for (JsonNode component : bom.path("components")) {
      String file = component.path("name").asText() + "-" + component.path("version").asText();
      if (names.remove(file + ".jar")) {
        components.add(component);
      }
    }
    if (!names.isEmpty()) {
      throw new ImageFailed("jars that the bill of the build does not name: " + names);
    }
    packages.forEach(entry -> components.add(component(entry, platform)));
    bom.set("components", components);
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(bom) + "\n";
  }

  private static ObjectNode component(Packages.Entry entry, Platform platform) {
    String purl =
        "pkg:deb/debian/%s@%s?arch=%s"
            .formatted(
                entry.name(),
                URLEncoder.encode(entry.version(), StandardCharsets.UTF_8),
                platform.architecture());
    ObjectNode component =
        JSON.createObjectNode()
            .put("type", "library")
            .put("bom-ref", purl)
            .put("name", entry.name())
            .put("version", entry.version())
            .put("purl", purl);
    // Of the package that its files were taken from.
    component.putArray("hashes").addObject().put("alg", "SHA-256").put("content", entry.sha256());
    return component;
  }
}
