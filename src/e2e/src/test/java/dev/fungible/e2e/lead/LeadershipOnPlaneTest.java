package dev.fungible.e2e.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fungible.e2e.ControlPlane;
import dev.fungible.e2e.ControlPlaneExtension;
import dev.fungible.e2e.PlaneSettings;
import dev.fungible.e2e.PrivatePlane;
import dev.fungible.e2e.TestSpace;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.lead.Leadership;
import dev.fungible.operator.lead.LeaseSettings;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ControlPlaneExtension.class)
class LeadershipOnPlaneTest {

  private static final LeaseSettings SETTINGS = BusyReplica.SETTINGS;
  private static final String LEASE = "lease/fungible-scheduler";

  private final AtomicInteger lost = new AtomicInteger();

  @Test
  void aCleanStopHandsOverBeforeTheLeaseRunsOut(TestSpace space) throws Exception {
    Leadership first = candidate(space, "first");
    assertThat(first.awaitLeading()).isTrue();
    try (Leadership second = candidate(space, "second")) {
      await().until(() -> second.holder().isPresent());
      assertThat(second.leads()).isFalse();

      long begun = System.nanoTime();
      first.close();
      assertThat(second.awaitLeading()).isTrue();

      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SETTINGS.leaseDuration());
      assertThat(space.value(LEASE, "{.spec.holderIdentity}")).isEqualTo("second");
    }
    assertThat(space.value(LEASE, "{.spec.holderIdentity}")).isEmpty();
    assertThat(lost).hasValue(0);
  }

  @Test
  void labelsOfOthersSurviveAndADeletedLeaseIsMadeAgain(TestSpace space) throws Exception {
    try (Leadership leadership = candidate(space, "one")) {
      leadership.awaitLeading();
      space.run("label", LEASE, "team=ml");
      String before = space.value(LEASE, "{.spec.renewTime}");
      await().until(() -> !space.value(LEASE, "{.spec.renewTime}").equals(before));
      assertThat(space.value(LEASE, "{.metadata.labels.team}")).isEqualTo("ml");

      space.run("delete", LEASE);
      await().until(() -> space.run("get", "leases", "-o", "name").contains("fungible-scheduler"));

      assertThat(space.value(LEASE, "{.spec.holderIdentity}")).isEqualTo("one");
      assertThat(leadership.leads()).isTrue();
    }
    assertThat(lost).hasValue(0);
  }

  @Test
  void theFenceClosesWhileTheApiServerIsAway(PrivatePlane planes) throws Exception {
    ControlPlane plane = planes.start(PlaneSettings.DEFAULT);
    TestSpace space = planes.space(plane);
    try (Leadership leadership = candidate(space, "one")) {
      leadership.awaitLeading();

      plane.stopApiServer();
      long stopped = System.nanoTime();
      await().pollInterval(Duration.ofMillis(20)).until(() -> !leadership.leads());

      assertThat(Duration.ofNanos(System.nanoTime() - stopped))
          .isLessThan(SETTINGS.leaseDuration());
      await().until(() -> lost.get() == 1);
      plane.startApiServer();
      assertThat(space.value(LEASE, "{.spec.holderIdentity}")).isEqualTo("one");
      assertThat(leadership.leads()).isFalse();
    }
  }

  private Leadership candidate(TestSpace space, String identity) {
    KubeApi api = KubeApi.of(space.plane().client("operator"), SETTINGS.writeTimeout());
    return new Leadership(api, space.name(), identity, SETTINGS, lost::incrementAndGet).start();
  }
}
