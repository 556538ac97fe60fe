package dev.fungible.operator.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.fungible.operator.kube.ApiFailure;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.kube.PatchType;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FenceTest {

  private static final Duration DEADLINE = LeaseSettings.DEFAULT.renewDeadline();

  private final SetClock clock = new SetClock();
  private final Fence fence = new Fence(LeaseSettings.DEFAULT, clock.clocks());
  private final LeaseServer server = new LeaseServer();
  private final KubeApi api = server.api().through(fence);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void sendsNothingBeforeItsProcessLeads() {
    assertThatThrownBy(this::write)
        .isInstanceOf(ApiFailure.class)
        .hasMessageContaining("this process does not lead")
        .matches(NotLeadingException::isBehind);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void readsPassAlways() {
    assertThatThrownBy(() -> api.get("/anything")).hasMessageContaining("404");
    assertThat(server.requests()).containsExactly("GET");
  }

  @Test
  void closesByItselfAtTheRenewDeadlineAfterTheRenewalBegan() {
    Fence.Term begun = fence.now();
    clock.pass(Duration.ofSeconds(3));
    fence.renewed(begun);

    clock.pass(DEADLINE.minusSeconds(3).minusNanos(1));
    assertThatCode(this::write).doesNotThrowAnyException();

    clock.pass(Duration.ofNanos(1));
    assertThatThrownBy(this::write).matches(NotLeadingException::isBehind);
    assertThat(server.requests()).containsExactly("POST");
  }

  @Test
  void everyWritingMethodIsHeldBack() {
    assertThatThrownBy(() -> api.replace("/x", JsonNodeFactory.instance.objectNode()))
        .matches(NotLeadingException::isBehind);
    assertThatThrownBy(
            () -> api.patch("/x", PatchType.MERGE, JsonNodeFactory.instance.objectNode()))
        .matches(NotLeadingException::isBehind);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void isClosedWhenTheMachineSleptThroughTheDeadline() {
    fence.renewed(fence.now());

    clock.setWall(DEADLINE);

    assertThat(fence.isOpen()).isFalse();
  }

  @Test
  void doesNotOpenForAWallClockThatIsSetBack() {
    fence.renewed(fence.now());

    clock.pass(DEADLINE);
    clock.setWall(DEADLINE.negated());

    assertThat(fence.isOpen()).isFalse();
  }

  @Test
  void onceShutStaysShut() {
    fence.shut();
    fence.renewed(fence.now());

    assertThatThrownBy(this::write).matches(NotLeadingException::isBehind);
  }

  @Test
  void refusesWritesThatCouldOutliveTheLease() {
    fence.renewed(fence.now());
    Duration tooLong = LeaseSettings.DEFAULT.writeTimeout().plusMillis(1);

    KubeApi patient = server.api(tooLong).through(fence);

    assertThatThrownBy(() -> patient.create("/x", JsonNodeFactory.instance.objectNode()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("A write must time out within PT5S");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void isQuietWhenTheLastWriteHasEnded() throws Exception {
    fence.renewed(fence.now());
    CountDownLatch sent = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    KubeApi slow =
        api.through(
            chain -> {
              sent.countDown();
              await(answered);
              return chain.proceed(chain.request());
            });
    CompletableFuture<Void> write =
        CompletableFuture.runAsync(() -> slow.create("/x", JsonNodeFactory.instance.objectNode()));
    sent.await();
    fence.shut();

    CompletableFuture<Boolean> quiet =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return fence.awaitQuiet();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(quiet).isNotDone();
    answered.countDown();

    assertThat(quiet.get()).isTrue();
    assertThat(write).succeedsWithin(Duration.ofSeconds(5));
  }

  private void write() {
    api.create("/x", JsonNodeFactory.instance.objectNode());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
