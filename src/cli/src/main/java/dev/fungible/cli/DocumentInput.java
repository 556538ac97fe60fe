package dev.fungible.cli;

import dev.fungible.configuration.ConfigMapDocument;
import dev.fungible.configuration.Configuration;
import dev.fungible.configuration.ConfigurationReader;
import dev.fungible.configuration.PolicyRegistry;
import java.io.IOException;
import java.nio.file.Path;

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
    return ConfigMapDocument.inManifest(source, bytes)
        .map(document -> new DocumentInput(document.source(), document.bytes()))
        .orElse(new DocumentInput(source, bytes));
  }

  /** The configuration in a document, or in the manifest of a ConfigMap. */
  static Configuration configuration(Path file, PolicyRegistry registry) throws IOException {
    DocumentInput input = read(file.toString());
    return new ConfigurationReader(registry).read(input.source(), input.bytes());
  }
}
