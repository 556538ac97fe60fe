package dev.fungible.benchmarks.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** JSON objects beside the classes of this package. */
final class Template {

  static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode root;

  private Template(ObjectNode root) {
    this.root = root;
  }

  /** The object in that file. */
  static Template read(String name) {
    try (InputStream in = Template.class.getResourceAsStream(name)) {
      return new Template(
          (ObjectNode) JSON.readTree(Objects.requireNonNull(in, () -> "no resource " + name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A copy of one's own. */
  ObjectNode copy() {
    return root.deepCopy();
  }
}
