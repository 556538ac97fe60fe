package dev.fungible.e2e;

import static dev.fungible.e2e.TestSpace.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import java.io.IOException;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ControlPlaneExtension.class)
class BrokenPlaneTest {

  @Test
  void whatWasThereIsThereAfterTheApiServerComesBack(PrivatePlane planes) {
    ControlPlane plane = planes.start(PlaneSettings.DEFAULT);
    TestSpace space = planes.space(plane);
    space.addNodes(1);
    space.apply(SampleWork.deployment("web", 1));
    eventually(() -> assertThat(space.pods("app=web", "status.phase=Running")).hasSize(1));
    String pod = space.pods("app=web", "status.phase=Running").getFirst();

    plane.stopApiServer();
    assertThatThrownBy(() -> space.run("get", "pods")).hasMessageContaining("refused");
    plane.startApiServer();

    assertThat(space.run("get", "pods", "-o", "name")).contains(pod);
    space.run("scale", "deployment/web", "--replicas=3");
    eventually(() -> assertThat(space.pods("app=web", "status.phase=Running")).hasSize(3));
  }

  @Test
  void aWatchFromBeforeACompactionIsAnsweredWithGone(PrivatePlane planes) throws Exception {
    ControlPlane plane =
        planes.start(PlaneSettings.DEFAULT.with("kube-apiserver", "--watch-cache=false"));
    Kubectl kubectl = plane.kubectl("admin");
    String old =
        kubectl.run("get", "--raw", "/api/v1/nodes").replaceAll(".*Version\":\"(\\d+).*", "$1");
    // The revision that it is compacted to can still be watched from.
    kubectl.run("create", "configmap", "newer", "-n", "default");
    kubectl.run("create", "configmap", "newest", "-n", "default");

    assertThat(plane.compact()).isGreaterThan(Long.parseLong(old.strip()));

    assertThat(watchNodes(plane.client("operator"), old.strip())).contains("\"code\":410");
  }

  @Test
  void theApiServerForgetsOldVersionsWhenItIsRestartedAfterACompaction(PrivatePlane planes)
      throws Exception {
    ControlPlane plane = planes.start(PlaneSettings.DEFAULT);
    Kubectl kubectl = plane.kubectl("admin");
    String old =
        kubectl.run("get", "--raw", "/api/v1/nodes").replaceAll(".*Version\":\"(\\d+).*", "$1");
    kubectl.create(SimulatedNodes.named("later", 2).manifests());

    plane.stopApiServer();
    plane.compact();
    plane.startApiServer();

    assertThat(watchNodes(plane.client("operator"), old.strip())).contains("\"code\":410");
  }

  @Test
  void aProgramThatEndsAtOnceIsReportedWithItsLog(PrivatePlane planes) {
    assertThatThrownBy(
            () -> planes.start(PlaneSettings.DEFAULT.with("kube-apiserver", "--no-such-flag")))
        .isInstanceOf(PlaneFailed.class)
        .hasMessageContaining("kube-apiserver is not running")
        .hasMessageContaining("unknown flag: --no-such-flag");
  }

  /** The first line that a watch answers with, or its refusal. */
  private static String watchNodes(ApiClient client, String version) throws Exception {
    try (Response response =
        new CoreV1Api(client)
            .listNode()
            .watch(true)
            .resourceVersion(version)
            .timeoutSeconds(5)
            .buildCall(null)
            .execute()) {
      return response.body().source().readUtf8Line();
    } catch (IOException e) {
      throw new AssertionError("the watch broke off", e);
    }
  }
}
