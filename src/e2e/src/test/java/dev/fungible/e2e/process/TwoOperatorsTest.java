package dev.fungible.e2e.process;

import static dev.fungible.e2e.TestSpace.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.e2e.AuditEvent;
import dev.fungible.e2e.ControlPlaneExtension;
import dev.fungible.e2e.TestSpace;
import dev.fungible.e2e.run.Document;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ControlPlaneExtension.class)
class TwoOperatorsTest {

  private static final String A = "operator-a";
  private static final String B = "operator-b";

  private final TestSpace space;
  private final Fleet fleet;
  private final Deeds deeds;
  private final Tides tides;
  private final OperatorProcess first;
  private final OperatorProcess second;

  TwoOperatorsTest(TestSpace space) {
    this.space = space;
    fleet = new Fleet(space);
    deeds = Deeds.from(space.plane());
    fleet.configure(Document.ENFORCING);
    tides = Tides.over(space);
    first = OperatorProcess.start(space, A);
    eventually(() -> assertThat(deeds.movesNodes(A, Instant.EPOCH)).isTrue());
    second = OperatorProcess.start(space, B);
  }

  @BeforeEach
  void theSecondStandsReadyWhileTheFirstMovesNodes() {
    eventually(() -> assertThat(second.get("/readyz").statusCode()).isEqualTo(200));
    Instant ready = Instant.now();
    eventually(() -> assertThat(deeds.movesNodes(A, ready)).isTrue());
    eventually(() -> assertThat(fleet.isShifting()).isTrue());
  }

  @AfterEach
  void stop() throws InterruptedException {
    first.close();
    second.close();
    tides.close();
  }

  @Test
  void aKilledLeaderIsFollowedWithinItsLease() {
    first.signal("KILL");

    eventually(() -> assertThat(deeds.movesNodes(B, Instant.EPOCH)).isTrue());
    Duration silence =
        Duration.between(deeds.leaseWrites(A).getLast(), deeds.acts(B).getFirst().received());
    assertThat(silence).isBetween(OperatorProcess.LEASE, OperatorProcess.LEASE.multipliedBy(2));
    theSecondFinishesWhatTheFirstBegan();
  }

  @Test
  void aFrozenLeaderThatWakesUpLateWritesNothingAndEnds() {
    first.signal("STOP");
    eventually(() -> assertThat(deeds.movesNodes(B, Instant.EPOCH)).isTrue());

    Instant woken = Instant.now();
    first.signal("CONT");

    assertThat(first.awaitExit()).isEqualTo(1);
    assertThat(first.messages()).anySatisfy(said -> assertThat(said).contains("cannot lead"));
    eventually(() -> assertThat(deeds.movesNodes(B, woken)).isTrue());
    theSecondFinishesWhatTheFirstBegan();
  }

  @Test
  void aLeaderThatIsToldToStopHandsOverAtOnceAndKeepsWhatItSaw() {
    Instant told = Instant.now();
    first.signal("TERM");

    assertThat(first.awaitExit()).isEqualTo(OperatorProcess.TERMINATED);
    assertThat(first.messages()).anySatisfy(said -> assertThat(said).endsWith("is released"));
    assertThat(first.log()).noneMatch(line -> line.path("level").asText().equals("ERROR"));
    assertThat(savedHistory(told)).as("history saved").isTrue();
    eventually(() -> assertThat(deeds.movesNodes(B, Instant.EPOCH)).isTrue());
    Duration gap =
        Duration.between(deeds.leaseWrites(A).getLast(), deeds.acts(B).getFirst().received());
    assertThat(gap).isLessThan(OperatorProcess.LEASE.dividedBy(2));
    theSecondFinishesWhatTheFirstBegan();
  }

  private void theSecondFinishesWhatTheFirstBegan() {
    fleet.scale("chat", 0);
    fleet.scale("feed", 0);
    try {
      tides.close();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    eventually(() -> assertThat(fleet.isShifting()).isFalse());
    fleet.requireSettled();
    assertThat(deeds.turns()).containsExactly(A, B);
  }

  private boolean savedHistory(Instant after) {
    return deeds.acts(A).stream()
        .filter(act -> act.received().isAfter(after) && act.succeeded())
        .filter(act -> act.resource().equals("configmaps"))
        .map(AuditEvent::name)
        .anyMatch("fungible-scheduler-history"::equals);
  }
}
