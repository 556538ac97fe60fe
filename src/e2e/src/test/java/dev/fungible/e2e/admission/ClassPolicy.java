package dev.fungible.e2e.admission;

import static dev.fungible.e2e.TestSpace.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fungible.e2e.TestSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The policy as it is shipped, in force in one test's namespace alone. */
final class ClassPolicy implements AutoCloseable {

  private static final String NAME = "name: fungible-scheduler-class";
  private static final String CONSTRAINTS = "  matchConstraints:\n";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestSpace space;

  /** Applies it and waits until it is in force. */
  ClassPolicy(TestSpace space) throws IOException {
    this.space = space;
    String shipped = Files.readString(Path.of("..", "..", "deploy", "admission", "class.yaml"));
    assertThat(shipped).contains(NAME, CONSTRAINTS);
    String narrowed =
        shipped
            .replace("fungible-scheduler-class", "class-" + space.name())
            .replace(
                CONSTRAINTS,
                CONSTRAINTS
                    + "    namespaceSelector:\n"
                    + "      matchLabels: {kubernetes.io/metadata.name: $SPACE}\n");
    space.kubectl().apply(narrowed.replace("$SPACE", space.name()));
    eventually(
        () ->
            assertThat(admitted("{fungible.dev/class: training}", "").has("nodeSelector"))
                .isTrue());
  }

  /** The spec of a new pod as the API server would store it. */
  JsonNode admitted(String labels, String spec) throws JsonProcessingException {
    String pod =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: tried, labels: %s}
        spec:
          containers: [{name: work, image: work}]
        %s
        """
            .formatted(labels, spec.indent(2));
    String answer =
        space.kubectl().apply(pod, "-n", space.name(), "--dry-run=server", "-o", "json");
    return JSON.readTree(answer).path("spec");
  }

  @Override
  public void close() {
    for (String kind : new String[] {"binding", ""}) {
      space.kubectl().run("delete", "mutatingadmissionpolicy" + kind, "class-" + space.name());
    }
  }
}
