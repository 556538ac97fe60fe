package dev.fungible.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.e2e.ControlPlaneExtension;
import dev.fungible.e2e.SimulatedNodes;
import dev.fungible.e2e.TestSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ControlPlaneExtension.class)
class OwnFieldsTest {

  private static final Pattern UID = Pattern.compile("\\$UID\\(([^)]*)\\)");

  /** Pods that no scheduler takes away: they wait for a gate. */
  private static final String POD =
      """
      ---
      apiVersion: v1
      kind: Pod
      metadata:
        name: %s
        labels: %s
        annotations: {fungible.dev/do-not-disrupt: "true"}
      spec:
        schedulingGates: [{name: example.com/never}]
        containers: [{name: work, image: work, resources: {limits: %s}}]
      """;

  /** Jobs without pods, as if they had been shrunk before. */
  private static final String JOB =
      """
      ---
      apiVersion: batch/v1
      kind: Job
      metadata:
        name: %s
        annotations: {fungible.dev/original-parallelism: "4"}
        ownerReferences: %s
      spec:
        suspend: true
        parallelism: 4
        completions: 4
        completionMode: Indexed
        template:
          metadata: {annotations: %s}
          spec:
            restartPolicy: Never
            containers: [{name: work, image: work}]
      """;

  private static final String ELASTIC = "{fungible.dev/min-nodes: \"1\"}";

  /**
   * A request in a table.
   *
   * @param by what refuses it: a policy by its name, or {@code rbac}; {@code -} where nothing does
   * @param what it would do, for people
   * @param message what the refusal says is allowed; empty where it says nothing of that
   */
  private record Attempt(
      String by, String what, String method, String path, String body, String message) {

    static Attempt of(String line) {
      String[] cells = line.split(" *\\| *", -1);
      assertThat(cells).as(line).hasSizeBetween(3, 5);
      String[] request = cells[2].split(" ", 2);
      return new Attempt(
          cells[0],
          cells[1],
          request[0],
          request[1],
          cells.length > 3 ? cells[3] : "",
          cells.length > 4 ? cells[4] : "");
    }

    /** How the answer differs from what it should be; empty if it does not. */
    String fault(StolenToken.Answer answer) {
      boolean right =
          switch (by) {
            case "-" -> answer.isAccepted();
            case "rbac" -> answer.code() == 403 && answer.message().contains("\" cannot ");
            default ->
                answer.code() == 403
                    && answer.message().contains("'fungible-scheduler-" + by + "'")
                    && !message.isEmpty()
                    && answer.message().contains(message);
          };
      return right ? "" : this + " got " + answer;
    }
  }

  @Test
  void theOperatorsTokenWritesWhatIsItsOwnAndNothingElse(TestSpace space) throws IOException {
    String node = prepare(space);
    List<Attempt> own = table("own-writes.txt");
    List<Attempt> foreign = table("foreign-requests.txt");
    assertThat(foreign).hasSizeGreaterThan(50);
    try (Permissions permissions = new Permissions(space)) {
      StolenToken token = new StolenToken(space, permissions);
      List<String> faults = new ArrayList<>();
      for (List<Attempt> attempts : List.of(foreign, own)) {
        for (Attempt attempt : attempts) {
          String path = filledIn(attempt.path(), space, node);
          String body = filledIn(attempt.body(), space, node);
          faults.add(attempt.fault(token.send(attempt.method(), path, body)));
        }
      }
      faults.removeIf(String::isEmpty);
      assertThat(faults).isEmpty();
    } finally {
      space.kubectl().run("delete", "pod", space.name(), "-n", "kube-system", "--wait=false");
    }
  }

  /** What there is to be written; answers with the name of the node. */
  private static String prepare(TestSpace space) {
    String node =
        space
            .addNodes(
                SimulatedNodes.named(space.name() + "-n", 1)
                    .assignedTo("training")
                    .taint("maintenance", "yes"))
            .getFirst();
    String gpu = "{nvidia.com/gpu: 8}";
    space.apply(
        POD.formatted("ours", "{fungible.dev/class: training}", "{}")
            + POD.formatted("gpu", "{}", gpu)
            + POD.formatted("plain", "{}", "{}"));
    Replica.configure(space, Document.ENFORCING);
    space.run("create", "configmap", "somebodys");
    String owner =
        "[{apiVersion: v1, kind: ConfigMap, name: somebodys, controller: true, uid: "
            + space.value("configmap/somebodys", "{.metadata.uid}")
            + "}]";
    space.apply(
        JOB.formatted("elastic", "[]", ELASTIC)
            + JOB.formatted("rigid", "[]", "{}")
            + JOB.formatted("controlled", owner, ELASTIC));
    // Last, because nothing but the test takes it away.
    String system = POD.formatted(space.name(), "{fungible.dev/class: training}", gpu);
    space.kubectl().apply(system, "-n", "kube-system");
    return node;
  }

  private static String filledIn(String text, TestSpace space, String node) {
    Matcher uids = UID.matcher(text.replace("$NODE", node));
    return uids.replaceAll(pod -> space.value("pod/" + pod.group(1), "{.metadata.uid}"))
        .replace("$SPACE", space.name());
  }

  private static List<Attempt> table(String name) throws IOException {
    return Files.readAllLines(Path.of("src", "test", "resources", name)).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(Attempt::of)
        .toList();
  }
}
