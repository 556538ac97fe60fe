package dev.fungible.e2e.run;

import static dev.fungible.e2e.TestSpace.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.e2e.ControlPlaneExtension;
import dev.fungible.e2e.MeasuredService;
import dev.fungible.e2e.PrometheusExtension;
import dev.fungible.e2e.SimulatedNodes;
import dev.fungible.e2e.TestSpace;
import dev.fungible.scheduler.model.FinishedShift;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.model.WorkloadClass;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({ControlPlaneExtension.class, PrometheusExtension.class})
class SecondMorningTest {

  private static final Instant START = Instant.parse("2026-03-02T04:00:00Z");
  private static final Instant FIRST_RAMP = Instant.parse("2026-03-02T09:00:00Z");
  private static final Instant LATE_NIGHT = Instant.parse("2026-03-03T04:30:00Z");
  private static final Instant FIRST_RISE_OVER = Instant.parse("2026-03-03T06:30:00Z");
  private static final Instant SECOND_RAMP = Instant.parse("2026-03-03T09:00:00Z");
  private static final Duration RAMP = Duration.ofMinutes(15);

  private static final int AT_NIGHT = 2;
  private static final int AFTER_THE_RAMP = 9;

  private static final Duration MARGIN = Duration.ofMinutes(30);
  private static final Duration UNLEARNED = Duration.ofMinutes(6);
  private static final Pattern AHEAD = Pattern.compile("expected at most within (PT[0-9HMS.]+)");

  /** 14 nodes in all, and none is done before the days are over. */
  private static final List<Workload> JOBS =
      IntStream.range(0, 10).mapToObj(SecondMorningTest::job).toList();

  private static Workload job(int index) {
    return Workload.training("job-" + index, index < 4 ? 2 : 1, "2h")
        .with("fungible.dev/checkpoints-on-request", "true");
  }

  @Test
  void capacityIsReadyWhenTheRampOfTheSecondDayBegins(TestSpace space, MeasuredService service) {
    SimulatedTime time = new SimulatedTime(START);
    List<String> nodes = addNodes(space);
    JOBS.forEach(job -> space.apply(job.job()));
    space.apply(chat().deployment());
    BusyDays days = new BusyDays(space, service, time, "chat", nodes.getFirst());
    eventually(() -> assertThat(running(space, "training")).hasSize(14));
    eventually(() -> assertThat(running(space, "inference")).hasSize(AT_NIGHT));
    Replica.configure(space, document(space, service));

    try (Witness witness = new Witness(space);
        Replica replica = Replica.start(space, "operator", time)) {
      eventually(() -> assertThat(replica.operator().leads()).isTrue());
      days.passUntil(SECOND_RAMP.plus(RAMP.multipliedBy(2)), replica);
      eventually(() -> assertThat(running(space, "inference")).hasSize(AFTER_THE_RAMP));

      List<Shift> records = witness.records();
      assertThat(ready(records, LATE_NIGHT)).as("at night they train").isLessThan(5);
      assertThat(ready(records, SECOND_RAMP)).isGreaterThanOrEqualTo(AFTER_THE_RAMP);

      Duration lead = leadTime(records);
      assertThat(lead)
          .as("learned from the shifts that were")
          .isIn(took(witness.finished()))
          .isNotEqualTo(UNLEARNED);
      assertThat(onTheirWay(records, SECOND_RAMP.minus(lead)))
          .as("all that the ramp wants has started a lead time of %s before it", lead)
          .isGreaterThanOrEqualTo(AFTER_THE_RAMP);
      tell(records, lead);
      assertThat(witness.unsaved("training")).isEmpty();
      assertThat(replica.operator().leads()).isTrue();
    }
  }

  private static List<String> addNodes(TestSpace space) {
    space.addNodes(SimulatedNodes.named(space.name() + "-t", 14).assignedTo("training"));
    return space.addNodes(
        SimulatedNodes.named(space.name() + "-s", AT_NIGHT).assignedTo("inference"));
  }

  private static Workload chat() {
    return Workload.serving("chat", "inference", AT_NIGHT)
        .with("fungible.dev/sim-ready-after", "1s");
  }

  /**
   * The shipped guardrails hold, but that what is known may be hours old: the server says once in a
   * minute on the wall that it still is so. What pods do takes seconds there, and hours at the
   * most.
   */
  private static String document(TestSpace space, MeasuredService service) {
    return """
        apiVersion: fungible.dev/v1alpha1
        pools:
        - name: gpus
          gpusPerNode: 8
          mode: Enforce
          selector: {fungible.dev/test-space: %s}
          topologyLabel: topology.example.com/rack
          defaultClass: training
        policies:
        - name: forecast
          settings:
            margin: %s
            shortfall: {inference: 0.1}
            thin: {headroom: 0, stabilization: 30m}
        - name: slo
          settings:
            headroom: 0
            classes:
              inference: {objectives: [{signal: under-way, kind: Throughput, target: %s}]}
        - name: queue
        guardrails: {maxSnapshotAge: 24h}
        shifts: {checkpointWait: 2h, drainDeadline: 4h, warmLimit: 1h}
        cycles: {schedule: "* * * * * ?", debounce: PT0.1S}
        signals:
          prometheus: {url: "%s", every: 1s, timeout: 2s}
          queries: {under-way: {query: "sum(%s)", maxAge: 1h}}
        """
        .formatted(
            space.name(),
            MARGIN,
            BusyDays.REQUESTS_OF_A_REPLICA / (double) SimulatedNodes.GPUS,
            service.prometheus().url(),
            BusyDays.SERIES);
  }

  /** Nodes that serve or could, by the records of the shifts that have come so far. */
  private static long ready(List<Shift> records, Instant when) {
    return AT_NIGHT
        + over(records)
            .filter(shift -> isArrival(shift) && !shift.phaseSince().isAfter(when))
            .count()
        - left(records, when);
  }

  /** The same and those that are on their way. */
  private static long onTheirWay(List<Shift> records, Instant when) {
    return AT_NIGHT
        + over(records)
            .filter(shift -> isArrival(shift) && !shift.startedAt().isAfter(when))
            .count()
        - left(records, when);
  }

  private static long left(List<Shift> records, Instant when) {
    return over(records)
        .filter(shift -> shift.from().equals(WorkloadClass.INFERENCE))
        .filter(shift -> !shift.startedAt().isAfter(when))
        .count();
  }

  /** The records of shifts as their nodes came to the receiver: from then on its pods can run. */
  private static Stream<Shift> over(List<Shift> records) {
    return records.stream().filter(shift -> shift.phase() == ShiftPhase.WARMING);
  }

  private static boolean isArrival(Shift shift) {
    return shift.to().equals(WorkloadClass.INFERENCE);
  }

  private static void tell(List<Shift> records, Duration lead) {
    System.err.printf(
        "%d nodes could serve at %s and at %s; the ramps began at %s and %s; lead time %s%n",
        AFTER_THE_RAMP,
        whenReady(records, FIRST_RAMP),
        whenReady(records, FIRST_RISE_OVER),
        FIRST_RAMP,
        SECOND_RAMP,
        lead);
  }

  private static String whenReady(List<Shift> records, Instant since) {
    return over(records)
        .map(Shift::phaseSince)
        .filter(when -> when.isAfter(since) && ready(records, when) >= AFTER_THE_RAMP)
        .findFirst()
        .map(Instant::toString)
        .orElse("no time");
  }

  /**
   * The lead time that the forecast reached ahead by, in the reasons of the shifts it asked for.
   */
  private static Duration leadTime(List<Shift> records) {
    return over(records)
        .filter(shift -> isArrival(shift) && shift.startedAt().isAfter(FIRST_RISE_OVER))
        .map(shift -> AHEAD.matcher(shift.reason()))
        .filter(Matcher::find)
        .map(found -> Duration.parse(found.group(1)).minus(MARGIN))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no shift for what is expected: " + records));
  }

  private static Set<Duration> took(List<FinishedShift> finished) {
    return finished.stream()
        .filter(one -> one.isDone() && isArrival(one.shift()))
        .filter(one -> one.finishedAt().isBefore(SECOND_RAMP))
        .map(FinishedShift::took)
        .collect(Collectors.toSet());
  }

  private static List<String> running(TestSpace space, String workloadClass) {
    return space.pods("fungible.dev/class=" + workloadClass, "status.phase=Running");
  }
}
