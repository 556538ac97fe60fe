package dev.fungible.scheduler.loop;

import static dev.fungible.scheduler.model.WorkloadClass.INFERENCE;
import static dev.fungible.scheduler.model.WorkloadClass.TRAINING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.scheduler.execute.Command;
import dev.fungible.scheduler.execute.Executor;
import dev.fungible.scheduler.execute.ShiftMachine;
import dev.fungible.scheduler.execute.ShiftSettings;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.FinishedShift;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Mode;
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
import dev.fungible.scheduler.testing.Crash;
import dev.fungible.scheduler.testing.CrashPoints;
import dev.fungible.scheduler.testing.FakeCluster;
import dev.fungible.scheduler.testing.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The process ends before and after every single call that it makes: nothing is left behind. */
class CrashTest {

  private static final Duration PASS = Duration.ofMinutes(1);

  /** How the shifts of a run go. */
  enum Course {
    /** All of them finish. */
    STRAIGHT,
    /** One gang cannot be evicted: the shifts of its nodes roll back at the deadline. */
    STUCK,
    /** The bid goes away while shifts are harmless: they are recalled. */
    RECALLED,
    /** One gang cannot be evicted, and the bid goes away meanwhile: its shifts are recalled. */
    HELD_UP,
    /** One hand-over is refused whenever it is asked for: that shift fails. */
    REFUSED,
    /** One cordon is refused whenever it is asked for: that shift rolls back. */
    NEVER_CORDONED,
    /** One gang cannot be evicted when the pool becomes one that is only observed. */
    OBSERVED;

    /** Shifts that reach the receiver when nothing disturbs the run. */
    int done() {
      return switch (this) {
        case STRAIGHT -> 3;
        case REFUSED, NEVER_CORDONED -> 2;
        case STUCK, HELD_UP, OBSERVED -> 1;
        case RECALLED -> 0;
      };
    }

    /** Shifts that turn back then because nobody wants them any more. */
    int recalled() {
      return switch (this) {
        case RECALLED -> 3;
        case HELD_UP -> 2;
        case STRAIGHT, STUCK, REFUSED, NEVER_CORDONED, OBSERVED -> 0;
      };
    }

    /** Shifts that become history then. */
    int closed() {
      return switch (this) {
        case STRAIGHT, STUCK, RECALLED, HELD_UP, OBSERVED -> 3;
        // What has failed stays on its node.
        case REFUSED -> 2;
        // The second cycle tries that node once more.
        case NEVER_CORDONED -> 4;
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyShiftEndsAfterARestartAtAnyPoint(Course course) {
    for (Duration downtime : List.of(Duration.ZERO, Duration.ofHours(1))) {
      CrashPoints undisturbed = CrashPoints.none();
      FakeCluster whole = run(course, undisturbed, downtime);
      assertThat(whole.finishedShifts()).hasSize(course.closed());
      assertThat(whole.finishedShifts().stream().filter(FinishedShift::isDone))
          .hasSize(course.done());
      assertThat(whole.finishedShifts().stream().map(f -> f.shift().reason()))
          .as("reasons to turn back for want of a bid")
          .filteredOn(reason -> reason.contains("is granted 1 nodes by now"))
          .hasSize(course.recalled());
      int points = undisturbed.passed();
      assertThat(points).as("points at which the process can end").isGreaterThan(20);
      for (int point = 0; point < points; point++) {
        run(course, CrashPoints.at(point), downtime);
      }
    }
  }

  /** Runs until all is quiet, restarting after a crash. */
  private static FakeCluster run(Course course, CrashPoints points, Duration downtime) {
    FakeCluster cluster = cluster(course).crashing(points);
    for (int pass = 0; pass < 60; pass++) {
      try {
        // A new loop each time: what was in memory must not matter.
        ControlLoop loop = loop(course, pass, cluster);
        if (course == Course.OBSERVED && pass == 5) {
          cluster.mode(Mode.OBSERVE);
        }
        if (pass == 0 || pass == 5) {
          loop.cycle();
        }
        loop.advance();
      } catch (Crash e) {
        cluster.pass(downtime);
      }
      cluster.pass(PASS);
    }
    assertAllIsQuiet(
        course, course + ", " + points.passed() + " points, down " + downtime, cluster);
    return cluster;
  }

  private static void assertAllIsQuiet(Course course, String what, FakeCluster cluster) {
    for (GpuNode node : cluster.observe().nodes()) {
      Shift shift = node.shift();
      if (course == Course.REFUSED && node.name().equals("t1")) {
        assertThat(shift).as(what).isNotNull();
        assertThat(shift.phase()).as(what).isEqualTo(ShiftPhase.FAILED);
        assertThat(shift.reason()).as(what).contains("ASSIGNED was refused 3 times", "wants more");
      } else {
        assertThat(shift).as("%s: shift of %s", what, node.name()).isNull();
        assertThat(node.condition().cordoned()).as("%s: cordon of %s", what, node.name()).isFalse();
      }
    }
    assertThat(cluster.finishedShifts())
        .as(what)
        .allMatch(
            finished -> finished.isDone() || finished.shift().phase() == ShiftPhase.ROLLED_BACK)
        .doesNotHaveDuplicates();
  }

  private static FakeCluster cluster(Course course) {
    List<GpuNode> nodes = new ArrayList<>();
    nodes.addAll(Samples.nodes("t", "p", TRAINING, 4));
    nodes.addAll(Samples.nodes("i", "p", INFERENCE, 1));
    FakeCluster cluster =
        new FakeCluster(
            ClusterSnapshot.at(Samples.NOW)
                .pools(List.of(Samples.pool("p")))
                .nodes(nodes)
                .gangs(
                    List.of(
                        Samples.gang("wide", "t1", "t2"),
                        Samples.gang("elastic", Duration.ofHours(9), 1, "t0", "t3")))
                .build());
    return switch (course) {
      case STRAIGHT, RECALLED -> cluster;
      case STUCK, HELD_UP, OBSERVED -> cluster.stick("wide");
      case REFUSED ->
          cluster.refuse(c -> c instanceof Command.Assign && c.shift().node().equals("t1"));
      case NEVER_CORDONED ->
          cluster.refuse(c -> c instanceof Command.Cordon && c.shift().node().equals("t1"));
    };
  }

  private static ControlLoop loop(Course course, int pass, FakeCluster cluster) {
    boolean gone =
        (course == Course.RECALLED && pass >= 2) || (course == Course.HELD_UP && pass >= 6);
    int wanted = gone ? 1 : 4;
    DecisionEngine engine =
        new DecisionEngine(
            List.of(
                new NamedPolicy(
                    "wants",
                    snapshot -> List.of(Samples.bid(INFERENCE, Tier.PROTECT, wanted, "p")))),
            new Arbiter(Limits.NONE),
            new Planner(PlannerSettings.defaults(), GuardrailSettings.open(), new LeastLoss()));
    ShiftSettings limits =
        new ShiftSettings(Duration.ofMinutes(2), Duration.ofMinutes(10), Duration.ofMinutes(20), 3);
    Executor executor = new Executor(new ShiftMachine(limits), cluster, cluster);
    return new ControlLoop(cluster, engine, executor, report -> {});
  }
}
