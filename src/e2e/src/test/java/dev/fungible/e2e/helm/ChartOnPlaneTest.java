package dev.fungible.e2e.helm;

import static dev.fungible.e2e.TestSpace.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fungible.e2e.ControlPlane;
import dev.fungible.e2e.ControlPlaneExtension;
import dev.fungible.e2e.Helm;
import dev.fungible.e2e.HelmExtension;
import dev.fungible.e2e.Kubectl;
import dev.fungible.e2e.PlaneSettings;
import dev.fungible.e2e.PrivatePlane;
import dev.fungible.e2e.SimulatedNodes;
import dev.fungible.e2e.process.FungibleCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A life of the chart on a real API server. Kubelets are simulated, so its containers are played.
 */
@ExtendWith({ControlPlaneExtension.class, HelmExtension.class})
class ChartOnPlaneTest {

  private static final String USER = "admin";
  private static final String OURS = "app.kubernetes.io/name=" + Chart.NAME;
  private static final String ACCOUNT =
      "system:serviceaccount:" + Chart.NAMESPACE + ":" + Chart.NAME;
  private static final String STATUS = "configmap/fungible-scheduler-status";
  private static final Path NAMESPACE = Chart.DEPLOY.resolve("base").resolve("namespace.yaml");

  /** Simulated kubelets end a pod that says when. */
  private static final String TEST_ENDS =
      "--set-string=tests.podAnnotations.fungible\\.dev/sim-runs-for=1s";

  @TempDir private Path folder;

  private final ControlPlane plane;
  private final Kubectl kubectl;
  private final Helm helm;
  private final GuideSteps guide;

  ChartOnPlaneTest(PrivatePlane planes, Helm helm) {
    plane = planes.start(PlaneSettings.DEFAULT);
    kubectl = plane.kubectl(USER);
    this.helm = helm.on(plane, USER);
    guide = new GuideSteps(GuideSteps.INSTALL, plane, USER, helm);
  }

  @BeforeEach
  void haveNodes() {
    kubectl.create(SimulatedNodes.named("gpu", 4).label("fungible.dev/pool", "gpu").manifests());
    eventually(
        () ->
            assertThat(kubectl.run("get", "nodes", "--no-headers").lines())
                .hasSize(4)
                .allMatch(node -> node.contains(" Ready ")));
  }

  @AfterEach
  void requireRunning() {
    plane.requireRunning();
  }

  @Test
  void fromInstallationToNothing() throws Exception {
    Set<String> objects = Inventory.objects(kubectl);
    Map<String, String> nodes = Inventory.nodes(kubectl);

    // Simulated kubelets keep no logs.
    guide.run(
        "With Helm",
        line -> line.replace(" --wait", " --wait " + TEST_ENDS).replace(" --logs", ""));
    List<String> pods = pods();
    assertThat(pods).hasSize(2).allMatch(pod -> pod.endsWith(" true"));
    assertThatThrownBy(
            () ->
                kubectl.run("run", "any", "--image=any", "--dry-run=server", "-n", Chart.NAMESPACE))
        .hasMessageContaining("violates PodSecurity \"restricted");
    theTestEndsWithAPlan();
    Process operator = container("Deployment", "manifest", "/spec/template/spec").start();
    try {
      String first = awaitInForce("");
      helm.require(chart("upgrade", "--reuse-values", "--set=preset=cautious"));
      awaitInForce(first);
      assertThat(pods()).as("nothing restarts").isEqualTo(pods);
      helm.require(chart("upgrade", "--reset-then-reuse-values", "-f", values("enforce")));
      eventually(() -> assertThat(classes()).containsOnly("training").hasSize(4));
      assertThat(kubectl.run("get", "mutatingadmissionpolicies", "-o", "name"))
          .contains(Chart.NAME);
      helm.require("rollback", Chart.NAME, "1", "-n", Chart.NAMESPACE, "--wait");
      eventually(() -> assertThat(inForce()).isEqualTo(first));
      takeItAway(operator);
    } finally {
      operator.destroyForcibly();
    }

    eventually(() -> assertThat(Inventory.objects(kubectl)).isEqualTo(objects));
    assertThat(plane.audit().since(0))
        .filteredOn(request -> request.user().equals(ACCOUNT))
        .isNotEmpty()
        .noneMatch(request -> request.code() == 403);
    assertThat(Inventory.nodes(kubectl)).isEqualTo(nodes);
  }

  /** By the words of the guide; the operator ends with its pods. */
  private void takeItAway(Process operator) throws Exception {
    for (String line : guide.commands("Take it away")) {
      if (line.contains("delete namespace")) {
        theNamespaceIsAsNew();
      }
      guide.run(line);
      if (line.contains("scale")) {
        PlayedContainer.stop(operator);
      }
    }
  }

  @Test
  void whatItLeavesBehindByItselfIsWhatTheOperatorHasMade() throws Exception {
    kubectl.run("apply", "-f", NAMESPACE.toString());
    eventually(() -> kubectl.run("get", "serviceaccount", "default", "-n", Chart.NAMESPACE));
    Set<String> before = Inventory.objects(kubectl);
    String ours = Chart.NAMESPACE + "/" + Chart.NAME;
    helm.require(chart("install", "--wait"));
    Process operator = container("Deployment", "manifest", "/spec/template/spec").start();
    awaitInForce("");
    PlayedContainer.stop(operator);

    helm.require("uninstall", Chart.NAME, "-n", Chart.NAMESPACE);

    eventually(
        () -> {
          Set<String> left = Inventory.objects(kubectl);
          left.removeAll(before);
          assertThat(left)
              .containsExactly(
                  "ConfigMap " + ours + "-history",
                  "ConfigMap " + ours + "-status",
                  "Lease " + ours);
        });
  }

  @Test
  void anOlderChartIsUpgradedAndGoneBackTo() throws Exception {
    Path older = OlderChart.in(folder);
    kubectl.run("apply", "-f", NAMESPACE.toString());
    helm.require("install", Chart.NAME, older.toString(), "-n", Chart.NAMESPACE, "--wait");
    Set<String> before = Inventory.objects(kubectl);
    assertThat(pods()).hasSize(1);

    guide.run("Upgrade and go back", line -> line.contains("rollback") ? "helm version" : line);
    assertThat(pods()).hasSize(2).allMatch(pod -> pod.endsWith(" true"));
    assertThat(kubectl.run("get", "networkpolicies", "-n", Chart.NAMESPACE, "-o", "name"))
        .isNotBlank();

    guide.run("Upgrade and go back", line -> line.contains("rollback") ? line : "helm version");
    eventually(() -> assertThat(pods()).hasSize(1));
    assertThat(kinds(Inventory.objects(kubectl))).isEqualTo(kinds(before));
    assertThat(helm.require("history", Chart.NAME, "-n", Chart.NAMESPACE))
        .contains(OlderChart.VERSION, "Rollback to 1");
  }

  @Test
  void whatSomebodyElseHasWrittenIsNotLostByAccident() throws Exception {
    kubectl.run("apply", "-f", NAMESPACE.toString());
    configMap("create", "--from-file=" + Chart.DEPLOY.resolve("enforce").resolve("fungible.yaml"));

    assertThat(helm.run(chart("install")).err()).contains("invalid ownership metadata");
    helm.require(chart("install", "--take-ownership", "--force-conflicts"));
    assertThat(configMap("get", "-o", "yaml")).contains("mode: Observe");

    configMap("patch", "--patch={\"data\": {\"fungible.yaml\": \"by hand\"}}");
    assertThat(helm.run(chart("upgrade")).err()).contains("conflict");
    assertThat(configMap("get", "-o", "yaml")).contains("by hand");
    helm.require(chart("upgrade", "--force-conflicts"));
    assertThat(configMap("get", "-o", "yaml")).contains("mode: Observe");
  }

  @Test
  void anApiServerTakesEveryOverlay() {
    kubectl.run("apply", "-f", NAMESPACE.toString());
    for (String overlay : List.of("observe", "enforce", "kueue", "development")) {
      String folder = Chart.DEPLOY.resolve(overlay).toString();

      String taken = kubectl.run("apply", "-k", folder, "--dry-run=server", "-o", "name");

      assertThat(taken.lines()).hasSizeGreaterThan(15);
    }
  }

  @Test
  void whatKubectlAppliesItTakesAway() {
    Set<String> objects = Inventory.objects(kubectl);
    String folder = Chart.DEPLOY.resolve("enforce").toString();

    kubectl.run("apply", "-k", folder);
    eventually(() -> assertThat(pods()).hasSize(2).allMatch(pod -> pod.endsWith(" true")));
    kubectl.run("delete", "-k", folder);

    eventually(() -> assertThat(Inventory.objects(kubectl)).isEqualTo(objects));
  }

  private String configMap(String verb, String... flags) {
    Stream<String> all = Stream.of(verb, "configmap", Chart.NAME, "-n", Chart.NAMESPACE);
    return kubectl.run(Stream.concat(all, Stream.of(flags)).toArray(String[]::new));
  }

  /** A command of Helm about the chart. */
  private static String[] chart(String verb, String... flags) {
    Stream<String> all =
        Stream.of(verb, Chart.NAME, Chart.FOLDER.toString(), "-n", Chart.NAMESPACE);
    return Stream.concat(all, Stream.of(flags)).toArray(String[]::new);
  }

  private void theNamespaceIsAsNew() {
    eventually(
        () ->
            assertThat(Inventory.objects(kubectl))
                .filteredOn(object -> object.contains(Chart.NAMESPACE))
                .containsExactly(
                    "Namespace /" + Chart.NAMESPACE,
                    "ServiceAccount " + Chart.NAMESPACE + "/default"));
  }

  private void theTestEndsWithAPlan() throws Exception {
    FungibleCommand plan = container("Pod", "hooks", "/spec").run();

    assertThat(plan.err()).isEmpty();
    assertThat(plan.exit()).isZero();
    assertThat(plan.out()).contains("gpu");
  }

  /** The one container of what Helm says that it has installed. */
  private PlayedContainer container(String kind, String part, String pod) throws Exception {
    String manifests = helm.require("get", part, Chart.NAME, "-n", Chart.NAMESPACE);
    return new PlayedContainer(plane, folder, Chart.only(kind, manifests).at(pod));
  }

  private static String values(String overlay) {
    return Chart.DEPLOY.resolve(overlay).resolve("values.yaml").toString();
  }

  /** What the operator says that it goes by, once it is something else. */
  private String awaitInForce(String before) {
    eventually(() -> assertThat(inForce()).isNotBlank().isNotEqualTo(before));
    return inForce();
  }

  private String inForce() {
    return kubectl.run(
        "get", STATUS, "-n", Chart.NAMESPACE, "-o", "jsonpath={.data.last-good\\.sha256}");
  }

  /** The classes of nodes, by their labels. */
  private List<String> classes() {
    return kubectl
        .run(
            "get",
            "nodes",
            "-o",
            "jsonpath={range .items[*]}{.metadata.labels.fungible\\.dev/class}{'\\n'}{end}")
        .lines()
        .filter(name -> !name.isBlank())
        .toList();
  }

  /** Name, node, and whether it is ready, of the operator's pods. */
  private List<String> pods() {
    return kubectl
        .run(
            "get",
            "pods",
            "-n",
            Chart.NAMESPACE,
            "-l",
            OURS,
            "-o",
            "jsonpath={range .items[*]}{.metadata.name} {.spec.nodeName}"
                + " {.status.containerStatuses[0].ready}{'\\n'}{end}")
        .lines()
        .toList();
  }

  /** Without names that are made up anew each time, and without Helm's own records. */
  private static List<String> kinds(Set<String> objects) {
    return objects.stream()
        .filter(object -> !object.matches("(Pod|ReplicaSet|Secret) .*"))
        .toList();
  }
}
