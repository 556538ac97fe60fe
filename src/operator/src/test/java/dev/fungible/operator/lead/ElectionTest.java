package dev.fungible.operator.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fungible.operator.kube.ApiFailure;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ElectionTest {

  private static final LeaseSettings SETTINGS = LeaseSettings.DEFAULT;

  private final LeaseServer server = new LeaseServer();
  private final SetClock clock = new SetClock();
  private final Election one = candidate("one");
  private final Election two = candidate("two");

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aLeaseThatIsNotThereIsWaitedForLikeAnyOther() {
    assertThat(one.take()).isFalse();
    clock.pass(SETTINGS.leaseDuration().minusNanos(1));
    assertThat(one.take()).isFalse();
    clock.pass(Duration.ofNanos(1));

    assertThat(one.take()).isTrue();
    assertThat(server.spec().path("holderIdentity").asText()).isEqualTo("one");
    assertThat(server.spec().path("leaseDurationSeconds").asInt()).isEqualTo(15);
    assertThat(server.spec().path("acquireTime").asText())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
  }

  @Test
  void aRenewedLeaseIsNotFree() {
    oneLeads();
    two.take();

    for (int i = 0; i < 5; i++) {
      clock.pass(Duration.ofSeconds(10));
      assertThat(one.renew(true)).isTrue();
      assertThat(two.take()).isFalse();
    }
    assertThat(two.holder()).isEqualTo("one");
  }

  @Test
  void aLeaseIsFreeWhenItWasSeenUnchangedForItsOwnDuration() {
    oneLeads();
    clock.pass(Duration.ofHours(1));
    assertThat(two.take()).as("seen for the first time, however old it says it is").isFalse();

    clock.pass(SETTINGS.leaseDuration().minusNanos(1));
    assertThat(two.take()).isFalse();
    clock.pass(Duration.ofNanos(1));
    assertThat(two.take()).isTrue();
    assertThat(server.spec().path("leaseTransitions").asInt()).isEqualTo(2);
    assertThat(one.renew(true)).isFalse();
  }

  @Test
  void aWallClockThatIsSetChangesNothing() {
    oneLeads();
    two.take();

    clock.setWall(Duration.ofDays(1));

    assertThat(two.take()).isFalse();
  }

  @Test
  void theDurationThatCountsIsTheHolders() {
    oneLeads();
    server.edit(lease -> lease.withObject("/spec").put("leaseDurationSeconds", 60));
    two.take();

    clock.pass(Duration.ofSeconds(59));
    assertThat(two.take()).isFalse();
    clock.pass(Duration.ofSeconds(1));
    assertThat(two.take()).isTrue();
  }

  @Test
  void aReleasedLeaseIsFreeASecondLater() {
    oneLeads();
    two.take();
    one.release();

    assertThat(server.spec().has("holderIdentity")).isFalse();
    assertThat(two.take()).isFalse();
    assertThat(two.untilFree()).isEqualTo(Duration.ofSeconds(1));
    clock.pass(Duration.ofSeconds(1));
    assertThat(two.take()).isTrue();
  }

  @Test
  void whoIsNotTheHolderReleasesNothing() {
    oneLeads();

    two.release();

    assertThat(server.spec().path("holderIdentity").asText()).isEqualTo("one");
  }

  @Test
  void aDeletedLeaseIsMadeAgainByItsHolder() {
    oneLeads();
    server.delete();

    assertThat(one.renew(true)).isTrue();
    assertThat(server.spec().path("holderIdentity").asText()).isEqualTo("one");
  }

  @Test
  void theHolderOfADeletedLeaseStopsBeforeAnotherLeads() {
    oneLeads();
    server.delete();

    assertThat(two.take()).isFalse();
    assertThat(one.renew(true)).isFalse();
    clock.pass(SETTINGS.leaseDuration());
    assertThat(two.take()).isTrue();
  }

  @Test
  void aHolderTakenOffByHandStopsAndTheNextWaits() {
    oneLeads();
    two.take();
    server.edit(lease -> lease.withObject("/spec").remove("holderIdentity"));

    assertThat(two.take()).isFalse();
    assertThat(one.renew(true)).isFalse();
    clock.pass(SETTINGS.leaseDuration());
    assertThat(two.take()).isTrue();
  }

  @Test
  void labelsOfOthersStayAndDoNotDelayASuccessor() {
    oneLeads();
    two.take();
    clock.pass(Duration.ofSeconds(10));
    server.edit(lease -> lease.withObject("/metadata/labels").put("team", "ml"));
    assertThat(two.take()).isFalse();
    clock.pass(Duration.ofSeconds(5));

    assertThat(two.take()).isTrue();
    server.edit(lease -> assertThat(lease.at("/metadata/labels/team").asText()).isEqualTo("ml"));
  }

  @Test
  void ofTwoWhoTakeAtOnceOneGetsAConflict() {
    oneLeads();
    Election three = rival();
    two.take();
    three.take();
    clock.pass(SETTINGS.leaseDuration());

    assertThatThrownBy(three::take).isInstanceOf(ApiFailure.class).matches(LeaseConflict::is);
    assertThat(server.spec().path("holderIdentity").asText()).isEqualTo("two");
  }

  @Test
  void aTakeWhoseAnswerWasLostIsFoundAtTheNextTry() {
    oneLeads();
    two.take();
    server.edit(lease -> lease.withObject("/spec").put("holderIdentity", "two"));

    assertThat(two.take()).isTrue();
  }

  private void oneLeads() {
    one.take();
    clock.pass(SETTINGS.leaseDuration());
    assertThat(one.take()).isTrue();
  }

  private Election candidate(String identity) {
    return new Election(server.store(), identity, SETTINGS, clock.clocks());
  }

  /** A candidate before whose every write {@code two} takes the lease. */
  private Election rival() {
    LeaseStore overtaken =
        new LeaseStore(
            server
                .api()
                .through(
                    chain -> {
                      if (chain.request().method().equals("PUT")) {
                        assertThat(two.take()).isTrue();
                      }
                      return chain.proceed(chain.request());
                    }),
            "ns",
            "a-lease");
    return new Election(overtaken, "three", SETTINGS, clock.clocks());
  }

  private static final class LeaseConflict {
    static boolean is(Throwable failure) {
      return failure instanceof ApiFailure refused && refused.isConflict();
    }
  }
}
