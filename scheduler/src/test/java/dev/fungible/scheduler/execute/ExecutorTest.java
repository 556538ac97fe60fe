package dev.fungible.scheduler.execute;

import static dev.fungible.scheduler.model.ShiftPhase.ASSIGNED;
import static dev.fungible.scheduler.model.ShiftPhase.DRAINING;
import static dev.fungible.scheduler.model.ShiftPhase.FAILED;
import static dev.fungible.scheduler.model.ShiftPhase.PENDING;
import static dev.fungible.scheduler.model.ShiftPhase.WARMING;
import static dev.fungible.scheduler.model.WorkloadClass.TRAINING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.NodeCondition;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.testing.FakeCluster;
import dev.fungible.scheduler.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What becomes of a shift when a port refuses. */
class ExecutorTest {

  private static final NodeCondition CORDONED = new NodeCondition(true, true, true, false);

  @Test
  void aPassOverAnOldViewGivesNoCommandEvenWhereItSeesNothingNew() {
    NodeCondition busy = new NodeCondition(true, true, false, false);
    FakeCluster cluster = cluster(List.of(inShift("t0", DRAINING, busy)));
    ClusterSnapshot old = cluster.observe();
    Shift draining = old.shiftingNodes().getFirst().shift();
    cluster.save(Objects.requireNonNull(draining).in(WARMING, old.time()));
    Executor executor = executor(cluster, cluster);
    List<StepResult> steps = executor.advance(old, List.of());
    assertThat(steps)
        .extracting(StepResult::outcome)
        .as("seen again on the next pass: no failure")
        .containsExactly(StepResult.Outcome.STALE);
    assertThat(cluster.commands()).isEmpty();
    assertThat(phaseOf(cluster, "t0")).isEqualTo(WARMING);
  }

  @Test
  void aRecordThatCannotBeSavedIsNotActedOnAndLeavesTheOthersAlone() {
    FakeCluster cluster =
        cluster(
            List.of(
                inShift("t0", PENDING, NodeCondition.IDLE),
                inShift("t1", PENDING, NodeCondition.IDLE)));
    ShiftStore flaky =
        shift -> {
          if (shift.node().equals("t0")) {
            throw new IllegalStateException("conflict");
          }
          cluster.save(shift);
        };
    Executor executor = executor(flaky, cluster);
    List<StepResult> steps = executor.advance(cluster.observe(), List.of());
    assertThat(steps).extracting(StepResult::succeeded).containsExactly(false, true);
    assertThat(steps.getFirst().error()).contains("conflict");
    assertThat(cluster.commands())
        .extracting(command -> command.shift().node())
        .containsExactly("t1");
    assertThat(phaseOf(cluster, "t0")).isEqualTo(PENDING);
  }

  @Test
  void aCommandThatTheClusterRefusesIsGivenAgain() {
    FakeCluster cluster =
        cluster(
            List.of(
                inShift("t0", PENDING, NodeCondition.IDLE),
                inShift("t1", PENDING, NodeCondition.IDLE)));
    List<String> refused = new ArrayList<>();
    Executor executor =
        executor(
            cluster,
            command -> {
              if (command.shift().node().equals("t0") && refused.isEmpty()) {
                refused.add("t0");
                throw new IllegalStateException("429");
              }
              cluster.ensure(command);
            });
    assertThat(executor.advance(cluster.observe(), List.of()))
        .extracting(StepResult::succeeded)
        .containsExactly(false, true);
    assertThat(cluster.node("t0").condition().cordoned()).isFalse();
    executor.advance(cluster.observe(), List.of());
    assertThat(cluster.node("t0").condition().cordoned()).isTrue();
    assertThat(phaseOf(cluster, "t0"))
        .as("the record was saved before")
        .isEqualTo(ShiftPhase.CORDONED);
  }

  @Test
  void aPassWithNothingNewAndNothingToDoCallsNobody() {
    FakeCluster cluster =
        cluster(
            List.of(inShift("t0", WARMING, NodeCondition.IDLE), inShift("t1", FAILED, CORDONED)));
    ShiftStore nobody =
        shift -> {
          throw new AssertionError("saves " + shift);
        };
    Executor executor =
        executor(
            nobody,
            command -> {
              throw new AssertionError("gives " + command);
            });
    cluster.warmUp(Duration.ofDays(9));
    assertThat(executor.advance(cluster.observe(), List.of())).isEmpty();
  }

  @Test
  void refusalsAreCountedUntilAPersonMustLook() {
    FakeCluster cluster =
        cluster(List.of(inShift("t0", ASSIGNED, CORDONED)))
            .refuse(command -> command instanceof Command.Assign);
    Executor executor = executor(cluster, cluster);
    for (int attempt = 1; attempt < ShiftSettings.defaults().maxAttempts(); attempt++) {
      StepResult step = executor.advance(cluster.observe(), List.of()).getFirst();
      assertThat(step.outcome()).isEqualTo(StepResult.Outcome.FAILED);
      assertThat(step.shift().failedAttempts()).isEqualTo(attempt);
      assertThat(step.entered()).isFalse();
      assertThat(cluster.node("t0").shift()).isEqualTo(step.shift());
    }
    StepResult last = executor.advance(cluster.observe(), List.of()).getFirst();
    assertThat(last.shift().phase()).isEqualTo(FAILED);
    assertThat(last.entered()).isTrue();
    cluster.refuse(command -> false);
    assertThat(executor.advance(cluster.observe(), List.of()))
        .as("it stays until a person has looked")
        .isEmpty();
    assertThat(cluster.node("t0").shift()).isEqualTo(last.shift());
  }

  @Test
  void neitherAnOldViewNorAnAbsentClusterIsCounted() {
    FakeCluster cluster =
        cluster(List.of(inShift("t0", ASSIGNED, CORDONED), inShift("t1", ASSIGNED, CORDONED)));
    List<Shift> saved = new ArrayList<>();
    ShiftStore awayAfterARefusal =
        shift -> {
          if (shift.node().equals("t1") && shift.failedAttempts() > 0) {
            throw new IllegalStateException("away");
          }
          saved.add(shift);
        };
    Executor executor =
        executor(
            awayAfterARefusal,
            command -> {
              throw command.shift().node().equals("t0")
                  ? new StaleViewException("409")
                  : new IllegalStateException("500");
            });
    for (int pass = 0; pass < 50; pass++) {
      List<StepResult> steps = executor.advance(cluster.observe(), List.of());
      assertThat(steps)
          .extracting(StepResult::outcome)
          .containsExactly(StepResult.Outcome.STALE, StepResult.Outcome.FAILED);
      assertThat(steps).as("what is durable").noneMatch(StepResult::changed);
    }
    assertThat(saved).extracting(Shift::failedAttempts).containsOnly(0);
    assertThat(saved).extracting(Shift::phase).containsOnly(ASSIGNED);
  }

  @Test
  void aRecordThatCannotBeReckonedWithStopsNoOther() {
    Shift odd =
        new Shift(
            "t0-1",
            "t0",
            TRAINING,
            WorkloadClass.INFERENCE,
            Tier.PROTECT,
            null,
            ShiftPhase.NOTIFIED,
            Samples.NOW,
            Instant.MAX,
            null,
            0,
            null,
            "");
    GpuNode node = Samples.shifting(Samples.node("t0", "p", TRAINING), odd, CORDONED);
    FakeCluster cluster = cluster(List.of(node, inShift("t1", PENDING, NodeCondition.IDLE)));
    cluster.run(Samples.gang("unsaved", "t0"));
    List<StepResult> steps = executor(cluster, cluster).advance(cluster.observe(), List.of());
    assertThat(steps)
        .extracting(StepResult::outcome)
        .containsExactly(StepResult.Outcome.FAILED, StepResult.Outcome.SUCCEEDED);
    assertThat(steps.getFirst().shift()).as("not counted").isEqualTo(odd);
    assertThat(steps.getFirst().error()).isNotEmpty();
    assertThat(phaseOf(cluster, "t1")).isEqualTo(ShiftPhase.CORDONED);
  }

  private static Executor executor(ShiftStore store, NodeActuator actuator) {
    return new Executor(new ShiftMachine(ShiftSettings.defaults()), store, actuator);
  }

  private static ShiftPhase phaseOf(FakeCluster cluster, String node) {
    return Objects.requireNonNull(cluster.node(node).shift()).phase();
  }

  private static GpuNode inShift(String name, ShiftPhase phase, NodeCondition seen) {
    return Samples.shifting(Samples.node(name, "p", TRAINING), Samples.shift(name, phase), seen);
  }

  private static FakeCluster cluster(List<GpuNode> nodes) {
    return new FakeCluster(
        ClusterSnapshot.at(Samples.NOW).pools(List.of(Samples.pool("p"))).nodes(nodes).build());
  }
}
