package dev.fungible.cli;

import dev.fungible.configuration.ConfigMapDocument;
import dev.fungible.configuration.ConfigurationReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A configuration document that a command is given.
 *
 * @param source what messages call it
 * @param bytes the document
 */
record DocumentInput(String source, byte[] bytes) {

  private static final int MOST_BYTES = (1 << 20) + 1;

  /** A document, or the manifest of a ConfigMap that holds one; {@code -} reads standard input. */
  static DocumentInput read(String file) throws IOException {
    boolean piped = file.equals("-");
    String source = piped ? "stdin" : file;
    byte[] bytes =
        piped ? System.in.readNBytes(MOST_BYTES) : ConfigurationReader.bytes(Path.of(file));
    Optional<ConfigMapDocument> inside = ConfigMapDocument.inManifest(source, bytes);
    return inside
        .map(document -> new DocumentInput(document.source(), document.bytes()))
        .orElse(new DocumentInput(source, bytes));
  }
}
