package dev.fungible.scheduler.loop;

import static dev.fungible.scheduler.model.ShiftPhase.DRAINING;
import static dev.fungible.scheduler.model.ShiftPhase.NOTIFIED;
import static dev.fungible.scheduler.model.ShiftPhase.PENDING;
import static dev.fungible.scheduler.model.ShiftPhase.ROLLING_BACK;
import static dev.fungible.scheduler.model.ShiftPhase.VACATED;
import static dev.fungible.scheduler.model.ShiftPhase.WARMING;
import static dev.fungible.scheduler.model.WorkloadClass.INFERENCE;
import static dev.fungible.scheduler.model.WorkloadClass.TRAINING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.scheduler.execute.Command;
import dev.fungible.scheduler.execute.Executor;
import dev.fungible.scheduler.execute.ShiftMachine;
import dev.fungible.scheduler.execute.ShiftSettings;
import dev.fungible.scheduler.execute.ShiftStore;
import dev.fungible.scheduler.execute.StepResult;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Freshness;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.NodeCondition;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.plan.Arbiter;
import dev.fungible.scheduler.plan.DecisionEngine;
import dev.fungible.scheduler.plan.GuardrailSettings;
import dev.fungible.scheduler.plan.LeastLoss;
import dev.fungible.scheduler.plan.Limits;
import dev.fungible.scheduler.plan.NamedPolicy;
import dev.fungible.scheduler.plan.Planner;
import dev.fungible.scheduler.plan.PlannerSettings;
import dev.fungible.scheduler.testing.FakeCluster;
import dev.fungible.scheduler.testing.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ControlLoopTest {

  private static final NodeCondition CORDONED = new NodeCondition(true, true, true, false);

  private final List<CycleReport> reports = new ArrayList<>();
  private final List<List<StepResult>> passes = new ArrayList<>();

  @Test
  void aCycleMakesShiftsDurableAndReportsThemButTouchesNothing() {
    FakeCluster cluster = cluster(Samples.pool("p"), Samples.nodes("t", "p", TRAINING, 3));
    CycleReport report = loop(cluster, 2).cycle();
    assertThat(report.started()).extracting(Shift::node).containsExactly("t0", "t1");
    assertThat(report.started()).extracting(Shift::phase).containsOnly(PENDING);
    assertThat(cluster.saved()).isEqualTo(report.started());
    assertThat(cluster.commands()).isEmpty();
    assertThat(reports).containsExactly(report);
    assertThat(loop(cluster, 2).cycle().decision().plan().isEmpty())
        .as("what is under way is not planned twice")
        .isTrue();
  }

  @Test
  void passesCarryAShiftThroughAllItsPhases() {
    FakeCluster cluster = cluster(Samples.pool("p"), Samples.nodes("t", "p", TRAINING, 1));
    ControlLoop loop = loop(cluster, 1);
    loop.cycle();
    for (int pass = 0; pass < 12; pass++) {
      loop.advance();
      cluster.pass(Duration.ofSeconds(30));
    }
    assertThat(cluster.saved().stream().map(Shift::phase))
        .containsExactly(
            PENDING,
            ShiftPhase.CORDONED,
            NOTIFIED,
            DRAINING,
            VACATED,
            ShiftPhase.ASSIGNED,
            WARMING,
            ShiftPhase.DONE);
    GpuNode node = cluster.node("t0");
    assertThat(node.labelled()).isEqualTo(INFERENCE);
    assertThat(node.lender()).isEqualTo(TRAINING);
    assertThat(node.shift()).isNull();
    assertThat(loop.advance()).as("nothing is left to do").isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FAILED")
  void aPoolThatIsOffIsLeftAsItIsAndResumedLater(ShiftPhase phase) {
    NodeCondition seen = phase.isTerminal() ? NodeCondition.IDLE : CORDONED;
    FakeCluster cluster =
        cluster(
            NodePool.uniform("p", 8, Mode.OFF),
            List.of(Samples.node("t0", "p", TRAINING), inShift("t1", phase, seen)));
    ControlLoop loop = loop(cluster, 2);
    CycleReport report = loop.cycle();
    assertThat(report.decision().plan().isEmpty()).isTrue();
    assertThat(loop.advance()).isEmpty();
    assertThat(cluster.saved()).isEmpty();
    assertThat(cluster.commands()).isEmpty();
    assertThat(loop(cluster.mode(Mode.ENFORCE), 2).advance()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"PENDING", "CORDONED", "NOTIFIED", "DRAINING", "VACATED"})
  void whatCanTurnBackDoesSoInAnObservedPoolEvenWhenLittleIsKnown(ShiftPhase phase) {
    for (Freshness freshness :
        List.of(Freshness.NOW, new Freshness(Duration.ofMinutes(9), List.of()))) {
      for (boolean byCycle : List.of(true, false)) {
        FakeCluster cluster =
            cluster(NodePool.uniform("p", 8, Mode.OBSERVE), List.of(inShift("t0", phase, CORDONED)))
                .freshness(freshness);
        ControlLoop loop = loop(cluster, 1);
        List<StepResult> steps = byCycle ? loop.cycle().steps() : loop.advance();
        assertThat(steps).extracting(step -> step.shift().phase()).containsExactly(ROLLING_BACK);
        assertThat(cluster.saved().getLast().reason()).isEqualTo("pool p is in mode Observe");
        loop.advance();
        loop.advance();
        assertThat(cluster.finishedShifts()).hasSize(1);
        assertThat(cluster.node("t0").labelled()).isEqualTo(TRAINING);
        assertThat(cluster.node("t0").condition().cordoned()).isFalse();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ASSIGNED", "WARMING", "DONE", "ROLLING_BACK", "ROLLED_BACK"})
  void whatCannotTurnBackIsFinishedInAnObservedPool(ShiftPhase phase) {
    NodeCondition seen = phase.isTerminal() ? NodeCondition.IDLE : CORDONED;
    FakeCluster cluster =
        cluster(NodePool.uniform("p", 8, Mode.OBSERVE), List.of(inShift("t0", phase, seen)));
    for (int pass = 0; pass < 5; pass++) {
      loop(cluster, 1).advance();
      cluster.pass(Duration.ofMinutes(1));
    }
    assertThat(cluster.node("t0").shift()).isNull();
    assertThat(cluster.node("t0").condition().cordoned()).isFalse();
  }

  @Test
  void anObservedPoolIsPlannedAndNotTouched() {
    FakeCluster cluster =
        cluster(NodePool.uniform("p", 8, Mode.OBSERVE), List.of(Samples.node("t0", "p", TRAINING)));
    ControlLoop loop = loop(cluster, 2);
    assertThat(loop.cycle().decision().plan().moves()).hasSize(1);
    loop.advance();
    assertThat(cluster.saved()).isEmpty();
    assertThat(cluster.commands()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"PENDING", "CORDONED", "NOTIFIED", "DRAINING", "VACATED"})
  void noNodeIsHandedToAClassThatIsNotConfiguredAnyMore(ShiftPhase phase) {
    FakeCluster cluster =
        new FakeCluster(
            ClusterSnapshot.at(Samples.NOW)
                .classes(List.of(TRAINING))
                .pools(List.of(Samples.pool("p")))
                .nodes(List.of(inShift("t0", phase, CORDONED)))
                .build());
    // A guardrail may have a reason of its own, but one is enough.
    cluster.run(Samples.protectedGang("precious", "t0"));
    assertThat(loop(cluster, 0).advance()).hasSize(1);
    for (int pass = 0; pass < 4; pass++) {
      loop(cluster, 0).advance();
    }
    assertThat(cluster.finishedShifts())
        .extracting(finished -> finished.shift().reason())
        .containsExactly("class inference is not configured any more");
    assertThat(cluster.node("t0").labelled()).isEqualTo(TRAINING);
  }

  @Test
  void aShiftThatNobodyWantsAnyMoreIsJudgedAgainBeforeItDoesHarm() {
    FakeCluster cluster = cluster(Samples.pool("p"), List.of(inShift("t0", NOTIFIED, CORDONED)));
    List<StepResult> steps = loop(cluster, 0).advance();
    assertThat(steps).extracting(step -> step.shift().phase()).containsExactly(ROLLING_BACK);
    assertThat(steps).extracting(StepResult::before).containsExactly(Samples.shift("t0", NOTIFIED));
    assertThat(steps).allMatch(StepResult::entered);
    assertThat(passes).as("the listener hears of passes too").containsExactly(steps);
    assertThat(cluster.commands()).as("it acts from the next pass on").isEmpty();
    loop(cluster, 0).advance();
    assertThat(cluster.commands().getFirst()).isInstanceOf(Command.Uncordon.class);
  }

  @Test
  void aDrainThatIsHeldUpIsJudgedAgainLongBeforeItsDeadline() {
    FakeCluster cluster =
        cluster(Samples.pool("p"), List.of(inShift("t0", DRAINING, CORDONED)))
            .run(Samples.gang("held", "t0"))
            .stick("held")
            .pass(Duration.ofMinutes(3));
    loop(cluster, 1).advance();
    assertThat(phaseOf(cluster, "t0")).as("somebody wants it").isEqualTo(DRAINING);
    loop(cluster, 0).advance();
    assertThat(phaseOf(cluster, "t0")).isEqualTo(ROLLING_BACK);
    loop(cluster, 0).advance();
    assertThat(cluster.node("t0").condition().cordoned()).isFalse();
  }

  @Test
  void onWhatCannotBeTrustedNoGangStopsAndNoNodeIsHandedOver() {
    FakeCluster cluster =
        cluster(
                Samples.pool("p"),
                List.of(
                    inShift("t0", NOTIFIED, CORDONED),
                    inShift("t1", VACATED, CORDONED),
                    inShift("t2", ROLLING_BACK, CORDONED),
                    inShift("t3", DRAINING, CORDONED)))
            .freshness(new Freshness(Duration.ofMinutes(9), List.of()));
    loop(cluster, 4).advance();
    assertThat(phaseOf(cluster, "t0")).isEqualTo(NOTIFIED);
    assertThat(phaseOf(cluster, "t1")).isEqualTo(VACATED);
    assertThat(phaseOf(cluster, "t3")).as("its gangs may be others by now").isEqualTo(DRAINING);
    assertThat(cluster.node("t2").condition().cordoned()).as("turning back goes on").isFalse();
    assertThat(loop(cluster, 9).cycle().started()).isEmpty();
  }

  @Test
  void aStartThatCannotBeSavedIsReportedAndNotCounted() {
    FakeCluster cluster = cluster(Samples.pool("p"), Samples.nodes("t", "p", TRAINING, 2));
    ShiftStore broken =
        shift -> {
          throw new IllegalStateException("no quota");
        };
    ControlLoop loop = loop(cluster, 1, new Executor(machine(), broken, cluster));
    CycleReport report = loop.cycle();
    assertThat(report.started()).isEmpty();
    assertThat(report.steps()).extracting(StepResult::error).allMatch(e -> e.contains("no quota"));
  }

  private static ShiftPhase phaseOf(FakeCluster cluster, String node) {
    return Objects.requireNonNull(cluster.node(node).shift()).phase();
  }

  private static GpuNode inShift(String name, ShiftPhase phase, NodeCondition seen) {
    return Samples.shifting(Samples.node(name, "p", TRAINING), Samples.shift(name, phase), seen);
  }

  private static FakeCluster cluster(NodePool pool, List<GpuNode> nodes) {
    return new FakeCluster(
        ClusterSnapshot.at(Samples.NOW).pools(List.of(pool)).nodes(nodes).build());
  }

  private static ShiftMachine machine() {
    return new ShiftMachine(ShiftSettings.defaults());
  }

  private ControlLoop loop(FakeCluster cluster, int wanted) {
    return loop(cluster, wanted, new Executor(machine(), cluster, cluster));
  }

  private ControlLoop loop(FakeCluster cluster, int wanted, Executor executor) {
    DecisionEngine engine =
        new DecisionEngine(
            List.of(
                new NamedPolicy(
                    "wants",
                    snapshot -> List.of(Samples.bid(INFERENCE, Tier.PROTECT, wanted, "p")))),
            new Arbiter(Limits.NONE),
            new Planner(PlannerSettings.defaults(), GuardrailSettings.open(), new LeastLoss()));
    CycleListener listener =
        new CycleListener() {
          @Override
          public void onCycle(CycleReport report) {
            reports.add(report);
          }

          @Override
          public void onPass(List<StepResult> steps) {
            passes.add(steps);
          }
        };
    return new ControlLoop(cluster, engine, executor, listener);
  }
}
