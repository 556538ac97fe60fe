package dev.fungible.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The image for one platform.
 *
 * @param platform which
 * @param manifest what names all its parts
 * @param layers from the bottom to the top
 */
record OciImage(Platform platform, Blob manifest, List<Layer> layers) {

  static final String MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";

  private static final String CONFIG_TYPE = "application/vnd.oci.image.config.v1+json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Describes layers, with the arguments that the command gets where nobody gives any. */
  static OciImage of(
      Platform platform,
      List<Layer> layers,
      List<String> arguments,
      Map<String, String> labels,
      Path blobs)
      throws IOException {
    Blob config = Blob.of(config(platform, layers, arguments, labels), CONFIG_TYPE, blobs);
    ObjectNode manifest =
        JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", MANIFEST_TYPE);
    manifest.set("config", config.descriptor());
    var parts = manifest.putArray("layers");
    layers.forEach(layer -> parts.add(layer.blob().descriptor()));
    labels.forEach(manifest.putObject("annotations")::put);
    return new OciImage(platform, Blob.of(manifest, MANIFEST_TYPE, blobs), layers);
  }

  /** What is pulled, in bytes, but for some kilobytes of documents. */
  long compressedSize() {
    return layers.stream().mapToLong(layer -> layer.blob().size()).sum();
  }

  private static ObjectNode config(
      Platform platform, List<Layer> layers, List<String> arguments, Map<String, String> labels) {
    String created = labels.getOrDefault(Labels.CREATED, "");
    ObjectNode image =
        JSON.createObjectNode()
            .put("created", created)
            .put("architecture", platform.architecture())
            .put("os", "linux");
    ObjectNode config = image.putObject("config");
    config.put("User", FileTree.USER + ":" + FileTree.USER);
    config.putArray("Env").add("LANG=C.UTF-8").add("HOME=/tmp");
    config.putArray("Entrypoint").add(FileTree.JAVA).add("@" + FileTree.OPTIONS).add(FileTree.MAIN);
    var usual = config.putArray("Cmd");
    arguments.forEach(usual::add);
    config.put("WorkingDir", "/tmp");
    config.putObject("ExposedPorts").putObject("8080/tcp");
    labels.forEach(config.putObject("Labels")::put);
    ObjectNode files = image.putObject("rootfs").put("type", "layers");
    var diffs = files.putArray("diff_ids");
    var history = image.putArray("history");
    for (Layer layer : layers) {
      diffs.add(layer.diffId());
      history.addObject().put("created", created).put("created_by", layer.description());
    }
    return image;
  }
}
