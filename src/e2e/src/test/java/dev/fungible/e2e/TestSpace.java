package dev.fungible.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;

/** What one test has for itself on a plane: a namespace, and nodes whose names begin like it. */
public final class TestSpace implements AutoCloseable {

  private static final String LABEL = "fungible.dev/test-space";
  private static final String READINESS =
      "jsonpath={range .items[*]}{.metadata.name}"
          + " {.status.conditions[?(@.type=='Ready')].status}"
          + "{range .spec.taints[?(@.key=='node.kubernetes.io/not-ready')]} {.key}{end}"
          + "{'\\n'}{end}";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ControlPlane plane;
  private final String name;
  private int groups;

  TestSpace(ControlPlane plane, String name) {
    this.plane = plane;
    this.name = name;
    kubectl().run("create", "namespace", name);
    // Pods are refused in a namespace that has no service account yet.
    eventually(() -> kubectl().run("get", "serviceaccount", "default", "-n", name));
  }

  public ControlPlane plane() {
    return plane;
  }

  /** The namespace, and the prefix of node names. */
  public String name() {
    return name;
  }

  /** kubectl as an administrator. */
  public Kubectl kubectl() {
    return plane.kubectl("admin");
  }

  /** Runs kubectl in this namespace and returns what it printed, without blanks around it. */
  public String run(String... arguments) {
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "-n";
    all[arguments.length + 1] = name;
    return kubectl().run(all).strip();
  }

  /** Applies objects in this namespace; {@code $SPACE} stands for its name. */
  public void apply(String documents) {
    kubectl().apply(documents.replace("$SPACE", name), "-n", name);
  }

  /** Adds plain nodes, waits until they are Ready and returns their names. */
  public List<String> addNodes(int count) {
    return addNodes(SimulatedNodes.named(name + "-" + (char) ('a' + groups++), count));
  }

  /** Adds nodes, waits until they are Ready and returns their names. */
  public List<String> addNodes(SimulatedNodes nodes) {
    kubectl().create(nodes.label(LABEL, name).manifests());
    eventually(
        () ->
            assertThat(kubectl().run("get", "nodes", "-l", LABEL + "=" + name, "-o", READINESS))
                .contains(nodes.names().stream().map(node -> node + " True\n").toList()));
    return nodes.names();
  }

  /** One value of an object in this namespace, by a kubectl JSONPath; empty if it is not there. */
  public String value(String object, String path) {
    return run("get", object, "-o", "jsonpath=" + path);
  }

  /** The names of the pods that a label selector and a field selector match. */
  public List<String> pods(String labels, String fields) {
    String names =
        run(
            "get",
            "pods",
            "-l",
            labels,
            "--field-selector=" + fields,
            "-o",
            "jsonpath={.items[*].metadata.name}");
    return names.isEmpty() ? List.of() : List.of(names.split(" "));
  }

  /** What is in it now, for people. */
  String evidence() {
    return run("get", "jobs,deployments,poddisruptionbudgets,configmaps,pods", "-o", "wide")
        + "\n\n"
        + kubectl().run("get", "nodes", "-l", LABEL + "=" + name, "-o", "yaml")
        + "\n\n"
        + run("get", "events", "--sort-by=.metadata.creationTimestamp")
        + "\n\n"
        + run("get", "configmaps", "-o", "yaml");
  }

  /** Waits for an assertion to hold. */
  public static void eventually(ThrowingRunnable assertion) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(150))
        .pollDelay(Duration.ZERO)
        .ignoreExceptions()
        .untilAsserted(assertion);
  }

  /**
   * Takes all of it off the plane. Jobs go first: one with a limit for each index holds its last
   * pods until there are new ones, which a namespace that goes does not let in. Pods go before
   * their nodes, which would else hold them up.
   */
  @Override
  public void close() {
    run("delete", "jobs", "--all", "--wait=false");
    kubectl().run("delete", "namespace", name, "--wait=false");
    eventually(
        () -> {
          run("delete", "pods", "--all", "--force", "--grace-period=0", "--wait=false");
          assertThat(run("get", "pods", "-o", "name")).isEmpty();
        });
    kubectl().run("delete", "nodes", "-l", LABEL + "=" + name, "--wait=false");
  }
}
