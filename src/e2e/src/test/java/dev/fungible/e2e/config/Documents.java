package dev.fungible.e2e.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Documents to put into the ConfigMap. */
final class Documents {

  static final String GOOD =
      """
      apiVersion: fungible.dev/v1alpha1
      pools:
        - {name: h100, gpusPerNode: 8}
      """;

  static final String BETTER =
      """
      apiVersion: fungible.dev/v1alpha1
      pools:
        - {name: h100, gpusPerNode: 8}
        - {name: a100, gpusPerNode: 4}
      """;

  static final String BROKEN =
      """
      apiVersion: fungible.dev/v1alpha1
      pools:
        - {name: h100, gpusPerNode: eight}
      """;

  private Documents() {}

  /** Documents that the reader refuses, whatever policies there are. */
  static List<String> broken() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(Documents.class.getResourceAsStream("/broken-documents.txt"))) {
      String[] cases = new String(in.readAllBytes(), UTF_8).split("(?m)^## ");
      return Arrays.stream(cases)
          .skip(1)
          .map(text -> text.split("\n", 3)[2])
          .filter(document -> !document.contains("policies"))
          .toList();
    }
  }
}
