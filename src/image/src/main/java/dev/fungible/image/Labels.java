package dev.fungible.image;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Where an image comes from, under the keys of OCI. It has no base, and says so by naming none. */
final class Labels {

  static final String CREATED = "org.opencontainers.image.created";

  private Labels() {}

  /**
   * All of them.
   *
   * @param title the name of the image
   * @param description in a sentence
   * @param revision the commit; empty where it is not known
   */
  static Map<String, String> of(
      String title, String description, String version, String revision, Instant created) {
    Map<String, String> labels = new TreeMap<>();
    labels.put("org.opencontainers.image.title", title);
    labels.put("org.opencontainers.image.description", description);
    labels.put("org.opencontainers.image.version", version);
    labels.put("org.opencontainers.image.licenses", "Apache-2.0");
    labels.put(CREATED, created.toString());
    if (!revision.isEmpty()) {
      labels.put("org.opencontainers.image.revision", revision);
    }
    return labels;
  }
}
