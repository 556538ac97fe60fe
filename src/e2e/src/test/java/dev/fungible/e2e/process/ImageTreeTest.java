package dev.fungible.e2e.process;

import static dev.fungible.e2e.TestSpace.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.e2e.ControlPlaneExtension;
import dev.fungible.e2e.ImageTree;
import dev.fungible.e2e.TestSpace;
import dev.fungible.e2e.run.Document;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ControlPlaneExtension.class)
class ImageTreeTest {

  private static final String OPERATOR = "operator-a";

  private final ImageTree tree = ImageTree.required();

  @Test
  void anOperatorFromTheTreeBecomesReadyWithoutPrivilegesAndEndsWhenToldTo(TestSpace space)
      throws IOException {
    new Fleet(space).configure(Document.ENFORCING);
    try (OperatorProcess operator = OperatorProcess.fromImage(tree, space, OPERATOR)) {
      eventually(() -> assertThat(operator.get("/readyz").statusCode()).isEqualTo(200));
      assertThat(operator.status())
          .contains("Uid:\t65532\t65532\t65532\t65532", "Gid:\t65532\t65532\t65532\t65532")
          .contains("CapEff:\t0000000000000000");

      operator.signal("TERM");

      assertThat(operator.awaitExit()).isEqualTo(OperatorProcess.TERMINATED);
      assertThat(operator.log()).as("every line is JSON").isNotEmpty();
      assertThat(operator.log()).noneMatch(line -> line.path("level").asText().equals("ERROR"));
    }
  }

  @Test
  void whatReadsAndExplainsRunsFromTheTree(TestSpace space) throws Exception {
    new Fleet(space).configure(Document.ENFORCING);
    space.addNodes(2);

    assertThat(run(space, "plan", "--namespace", space.name())).contains("training");
    assertThat(run(space, "snapshot", "--namespace", space.name(), "--output", "/tmp/seen.json"))
        .startsWith("/tmp/seen.json: ");
    assertThat(run(List.of("schema"))).contains("\"guardrails\"");
  }

  @Test
  void simulationsSayThatTheirSolverIsInAnotherImage() throws Exception {
    assertThat(run(List.of("simulate", "--demo"))).contains("fungible-simulator");
  }

  private String run(TestSpace space, String... arguments) throws Exception {
    return printed(
        tree.line(space.plane(), space.plane().kubeconfig(OPERATOR), List.of(arguments)));
  }

  private String run(List<String> arguments) throws Exception {
    return printed(tree.line(List.of(), arguments));
  }

  private static String printed(List<String> line) throws Exception {
    Process process = new ProcessBuilder(new ArrayList<>(line)).redirectErrorStream(true).start();
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
