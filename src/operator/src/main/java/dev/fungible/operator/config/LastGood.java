package dev.fungible.operator.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** How the last good document is kept in the status ConfigMap: verbatim, compressed if large. */
final class LastGood {

  static final String PLAIN = "last-good.yaml";
  static final String COMPRESSED = "last-good.yaml.gz";
  static final String HASH = "last-good.sha256";

  /** A ConfigMap holds 1 MiB, which the document must share with the status. */
  private static final int MOST_PLAIN = 256 << 10;

  private static final int MOST = 1 << 20;

  private LastGood() {}

  static boolean isLarge(String text) {
    return text.getBytes(UTF_8).length > MOST_PLAIN;
  }

  static byte[] compressed(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * The document that the status ConfigMap keeps; empty where it keeps none.
   *
   * @throws IOException if it is not what was once written there
   */
  static Optional<byte[]> in(JsonNode statusMap) throws IOException {
    JsonNode plain = statusMap.path("data").path(PLAIN);
    JsonNode compressed = statusMap.path("binaryData").path(COMPRESSED);
    if (plain.isMissingNode() && compressed.isMissingNode()) {
      return Optional.empty();
    }
    byte[] document =
        plain.isMissingNode() ? expanded(compressed.binaryValue()) : plain.asText().getBytes(UTF_8);
    if (!Revision.hashOf(document).equals(statusMap.path("data").path(HASH).asText())) {
      throw new IOException("its hash is not the one under " + HASH);
    }
    return Optional.of(document);
  }

  private static byte[] expanded(byte[] compressed) throws IOException {
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      return gzip.readNBytes(MOST + 1);
    }
  }
}
