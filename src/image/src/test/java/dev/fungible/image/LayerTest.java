package dev.fungible.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerTest {

  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path folder;

  @Test
  void theSameFilesGiveTheSameImageWheneverTheyWereWritten() throws IOException {
    Path first = tree("first");
    Path second = tree("second");
    Files.setLastModifiedTime(second.resolve("opt/a"), FileTime.fromMillis(1));

    assertThat(image(second, "two.tar")).isEqualTo(image(first, "one.tar"));

    Files.writeString(second.resolve("opt/a"), "changed");
    assertThat(image(second, "three.tar")).isNotEqualTo(image(first, "four.tar"));
  }

  @Test
  void everyBlobHasTheDigestThatItIsCalledAfterAndEveryDescriptorLeadsToOne() throws IOException {
    image(tree("tree"), "image.tar");

    Map<String, byte[]> files = unpacked(folder.resolve("image.tar"));
    JsonNode top = json(files.get("index.json"));
    JsonNode index = json(blob(files, top.path("manifests").path(0)));
    JsonNode manifest = json(blob(files, index.path("manifests").path(0)));
    JsonNode config = json(blob(files, manifest.path("config")));
    manifest.path("layers").forEach(layer -> blob(files, layer));
    assertThat(files).hasSize(2 + 3 + manifest.path("layers").size());
    assertThat(config.path("config").path("User").asText()).isEqualTo("65532:65532");
    assertThat(config.path("rootfs").path("diff_ids")).hasSize(manifest.path("layers").size());
  }

  @Test
  void filesAreRootsAndTheirTimeIsThatOfTheBuild() throws IOException {
    image(tree("tree"), "image.tar");

    List<TarArchiveEntry> entries = entriesOfTheFirstLayer();
    assertThat(entries)
        .extracting(TarArchiveEntry::getName)
        .containsExactly("opt/", "opt/a", "opt/link", "tmp/");
    assertThat(entries)
        .allSatisfy(
            entry -> {
              assertThat(entry.getLongUserId()).isZero();
              assertThat(entry.getLastModifiedTime()).isEqualTo(FileTime.from(TIME));
            });
    assertThat(entries.getLast().getMode() & 07777).as("anybody writes to /tmp").isEqualTo(01777);
  }

  private Path tree(String name) throws IOException {
    Path root = folder.resolve(name);
    Files.createDirectories(root.resolve("opt"));
    Files.createDirectories(root.resolve("tmp"));
    Files.writeString(root.resolve("opt/a"), "content");
    Files.createSymbolicLink(root.resolve("opt/link"), Path.of("a"));
    return root;
  }

  private String image(Path tree, String name) throws IOException {
    Path blobs = Files.createTempDirectory(folder, "blobs");
    Layer layer = Layer.of("all", tree, file -> true, TIME.getEpochSecond(), blobs);
    Map<String, String> labels = Labels.of("t", "d", "1", "abc", TIME);
    OciImage image =
        OciImage.of(Platform.AMD64, List.of(layer), List.of("operator"), labels, blobs);
    return OciArchive.write(
        folder.resolve(name), "1", List.of(image), labels, TIME.getEpochSecond(), blobs);
  }

  private List<TarArchiveEntry> entriesOfTheFirstLayer() throws IOException {
    Path blobs = Files.createTempDirectory(folder, "blobs");
    Layer layer =
        Layer.of("all", folder.resolve("tree"), file -> true, TIME.getEpochSecond(), blobs);
    try (InputStream file = Files.newInputStream(layer.blob().file());
        TarArchiveInputStream tar =
            new TarArchiveInputStream(new java.util.zip.GZIPInputStream(file))) {
      List<TarArchiveEntry> entries = new java.util.ArrayList<>();
      for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
        entries.add(e);
      }
      return entries;
    }
  }

  private static Map<String, byte[]> unpacked(Path archive) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (TarArchiveInputStream tar = new TarArchiveInputStream(Files.newInputStream(archive))) {
      for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
        files.put(e.getName(), tar.readAllBytes());
      }
    }
    return files;
  }

  private static byte[] blob(Map<String, byte[]> files, JsonNode descriptor) {
    String digest = descriptor.path("digest").asText();
    byte[] bytes = files.get("blobs/" + digest.replace(':', '/'));
    assertThat(bytes).as(digest).hasSize(descriptor.path("size").asInt());
    assertThat(java.util.HexFormat.of().formatHex(Digests.sha256().digest(bytes)))
        .isEqualTo(digest.substring("sha256:".length()));
    return bytes;
  }

  private static JsonNode json(byte[] bytes) throws IOException {
    return new ObjectMapper().readTree(new String(bytes, StandardCharsets.UTF_8));
  }
}
