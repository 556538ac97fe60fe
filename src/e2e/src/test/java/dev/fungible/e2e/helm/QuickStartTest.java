package dev.fungible.e2e.helm;

import static dev.fungible.e2e.TestSpace.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.e2e.ControlPlane;
import dev.fungible.e2e.ControlPlaneExtension;
import dev.fungible.e2e.Helm;
import dev.fungible.e2e.HelmExtension;
import dev.fungible.e2e.Kubectl;
import dev.fungible.e2e.PlaneSettings;
import dev.fungible.e2e.PrivatePlane;
import dev.fungible.e2e.SimulatedNodes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The quick start, word for word, on a cluster whose GPU nodes are known as NVIDIA's are. */
@ExtendWith({ControlPlaneExtension.class, HelmExtension.class})
class QuickStartTest {

  private static final String USER = "admin";

  private final ControlPlane plane;
  private final GuideSteps guide;

  QuickStartTest(PrivatePlane planes, Helm helm) {
    plane = planes.start(PlaneSettings.DEFAULT);
    guide = new GuideSteps(GuideSteps.QUICK_START, plane, USER, helm);
  }

  @Test
  void endsWithAPlanOnTheScreen() throws Exception {
    Kubectl kubectl = plane.kubectl(USER);
    kubectl.create(
        SimulatedNodes.named("gpu", 3).label("nvidia.com/gpu.present", "true").manifests());
    eventually(
        () ->
            assertThat(kubectl.run("get", "nodes", "--no-headers").lines())
                .hasSize(3)
                .allMatch(node -> node.contains(" Ready ")));

    guide.run("3. Say which nodes are meant", UnaryOperator.identity());
    guide.run("4. Install", UnaryOperator.identity());
    String plan = guide.run(guide.commands("5. See a plan").getFirst());

    assertThat(timeless(Files.readString(GuideSteps.QUICK_START)))
        .contains("```\n" + timeless(plan).strip() + "\n```");
  }

  private static String timeless(String text) {
    return text.replaceAll("Plan of [^:]+T[^ ]+:", "Plan:");
  }

  @Test
  void theImageThatItBringsIsTheOneThatIsBuilt() throws Exception {
    String pom = Files.readString(Path.of("pom.xml"));
    String version = pom.replaceFirst("(?s).*?<version>(.*?)</version>.*", "$1");

    assertThat(guide.commands("2. Bring the image to your registry").getFirst())
        .contains("/fungible-scheduler-" + version + ".oci.tar");
  }
}
