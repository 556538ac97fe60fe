package dev.fungible.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file of an OCI layout, which is called after its digest. */
record Blob(Path file, String mediaType, String digest, long size) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Gives a file its name, in the folder in which it is. */
  static Blob named(Path file, String mediaType) throws IOException {
    String digest = Digests.of(file);
    Path named = file.resolveSibling(digest.substring(digest.indexOf(':') + 1));
    Files.move(file, named, StandardCopyOption.REPLACE_EXISTING);
    return new Blob(named, mediaType, digest, Files.size(named));
  }

  /** Writes a document among the blobs. */
  static Blob of(ObjectNode document, String mediaType, Path blobs) throws IOException {
    Path file = Files.createTempFile(blobs, "document", ".json");
    Files.write(file, JSON.writeValueAsBytes(document));
    return named(file, mediaType);
  }

  /** What other documents know it by. */
  ObjectNode descriptor() {
    return JSON.createObjectNode()
        .put("mediaType", mediaType)
        .put("digest", digest)
        .put("size", size);
  }
}
