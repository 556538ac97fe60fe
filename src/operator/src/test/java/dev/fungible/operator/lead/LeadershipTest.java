package dev.fungible.operator.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeadershipTest {

  private static final LeaseSettings QUICK =
      new LeaseSettings(Duration.ofSeconds(3), Duration.ofSeconds(1), Duration.ofMillis(100));

  private final LeaseServer server = new LeaseServer();
  private final AtomicInteger lost = new AtomicInteger();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void leadsReleasesAndIsSucceeded() throws Exception {
    Leadership first = candidate("first");
    assertThat(first.awaitLeading()).isTrue();
    assertThat(first.leads()).isTrue();
    try (Leadership second = candidate("second")) {
      await().until(() -> second.holder().isPresent());
      assertThat(second.holder()).hasValue("first");
      assertThat(second.leads()).isFalse();

      first.close();

      assertThat(first.leads()).isFalse();
      assertThat(server.spec().has("holderIdentity")).isFalse();
      assertThat(second.awaitLeading()).isTrue();
    }
    assertThat(lost).hasValue(0);
  }

  @Test
  void aServerThatRefusesEndsItAndItDoesNotComeBack() throws Exception {
    try (Leadership leadership = candidate("one")) {
      leadership.awaitLeading();

      server.refuse(true);
      await().until(() -> lost.get() == 1);
      server.refuse(false);

      assertThat(leadership.leads()).isFalse();
      assertThat(leadership.problem().orElseThrow()).contains("500");
      assertThat(leadership.awaitLeading()).isFalse();
    }
    assertThat(server.spec().path("holderIdentity").asText()).as("not released").isEqualTo("one");
  }

  @Test
  void aServerThatRefusesForAMomentEndsNothing() throws Exception {
    try (Leadership leadership = candidate("one")) {
      leadership.awaitLeading();

      server.refuse(true);
      await().until(() -> leadership.problem().isPresent());
      server.refuse(false);
      await().until(() -> leadership.problem().isEmpty());

      assertThat(leadership.leads()).isTrue();
    }
    assertThat(lost).hasValue(0);
  }

  @Test
  void anotherHolderEndsItAtOnce() throws Exception {
    try (Leadership leadership = candidate("one")) {
      leadership.awaitLeading();

      server.edit(lease -> lease.withObject("/spec").put("holderIdentity", "usurper"));

      await().until(() -> lost.get() == 1);
      assertThat(leadership.holder()).hasValue("usurper");
    }
    assertThat(server.spec().path("holderIdentity").asText()).isEqualTo("usurper");
  }

  @Test
  void canBeClosedBeforeItLedAndBeforeItStarted() throws Exception {
    Leadership waiting = candidate("one");
    waiting.close();
    new Leadership(server.api(), "ns", "two", QUICK, lost::incrementAndGet).close();

    assertThat(waiting.awaitLeading()).isFalse();
    assertThat(lost).hasValue(0);
  }

  private Leadership candidate(String identity) {
    return new Leadership(server.api(), "ns", identity, QUICK, lost::incrementAndGet).start();
  }
}
