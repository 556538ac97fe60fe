package dev.fungible.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** An OCI layout in a file, with one index of the images of all platforms. */
final class OciArchive {

  private static final String INDEX_TYPE = "application/vnd.oci.image.index.v1+json";
  private static final String NAME = "org.opencontainers.image.ref.name";
  private static final ObjectMapper JSON = new ObjectMapper();

  private OciArchive() {}

  /**
   * Writes it.
   *
   * @param tag what tools call it by
   * @return the digest of the index: what the image is pulled by
   */
  static String write(
      Path file,
      String tag,
      List<OciImage> images,
      Map<String, String> labels,
      long seconds,
      Path blobs)
      throws IOException {
    ObjectNode index = JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", INDEX_TYPE);
    var manifests = index.putArray("manifests");
    Map<String, Path> files = new TreeMap<>();
    for (OciImage image : images) {
      ObjectNode descriptor = image.manifest().descriptor();
      descriptor
          .putObject("platform")
          .put("architecture", image.platform().architecture())
          .put("os", "linux");
      manifests.add(descriptor);
      addBlobs(image, files);
    }
    labels.forEach(index.putObject("annotations")::put);
    Blob all = Blob.of(index, INDEX_TYPE, blobs);
    files.put(path(all.digest()), all.file());
    ObjectNode top = JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", INDEX_TYPE);
    ObjectNode descriptor = all.descriptor();
    descriptor.putObject("annotations").put(NAME, tag);
    top.putArray("manifests").add(descriptor);
    try (OutputStream out = Files.newOutputStream(file);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      add(tar, "oci-layout", seconds, "{\"imageLayoutVersion\":\"1.0.0\"}");
      add(tar, "index.json", seconds, top.toString());
      for (Map.Entry<String, Path> blob : files.entrySet()) {
        tar.putArchiveEntry(entry(blob.getKey(), Files.size(blob.getValue()), seconds));
        Files.copy(blob.getValue(), tar);
        tar.closeArchiveEntry();
      }
    }
    return all.digest();
  }

  private static void addBlobs(OciImage image, Map<String, Path> files) throws IOException {
    Blob manifest = image.manifest();
    files.put(path(manifest.digest()), manifest.file());
    String config = JSON.readTree(manifest.file().toFile()).path("config").path("digest").asText();
    files.put(
        path(config), manifest.file().resolveSibling(config.substring(config.indexOf(':') + 1)));
    image.layers().forEach(layer -> files.put(path(layer.blob().digest()), layer.blob().file()));
  }

  private static String path(String digest) {
    return "blobs/" + digest.replace(':', '/');
  }

  private static void add(TarArchiveOutputStream tar, String name, long seconds, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    tar.putArchiveEntry(entry(name, bytes.length, seconds));
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  private static TarArchiveEntry entry(String name, long size, long seconds) {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(size);
    entry.setMode(0644);
    entry.setModTime(seconds * 1000);
    entry.setIds(0, 0);
    return entry;
  }
}
