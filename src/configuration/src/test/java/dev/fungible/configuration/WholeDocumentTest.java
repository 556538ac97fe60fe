package dev.fungible.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.scheduler.calendar.Moment;
import dev.fungible.scheduler.execute.ShiftSettings;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.plan.FrozenWindow;
import dev.fungible.scheduler.plan.Limits;
import dev.fungible.scheduler.plan.PlannerSettings;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A document that says something in every section. */
class WholeDocumentTest {

  @Test
  void isReadWithAllThatItSays() {
    Configuration configuration =
        new ConfigurationReader(SamplePolicies.registry())
            .read(
                "fungible.yaml",
                """
            apiVersion: fungible.dev/v1alpha1
            classes:
              - {name: batch-scoring, kind: batch}
            pools:
              - name: h100
                gpusPerNode: 8
                mode: Enforce
                suitability: {training: 1, ranking: 0.5, batch-scoring: 0.1}
                selector: {gpu: h100, example.com/zone: ""}
                gpuResource: amd.com/gpu
                topologyLabel: example.com/rack
                defaultClass: batch-scoring
              - {name: l40s, gpusPerNode: 4}
            guardrails:
              limits: {inference: {min: 2, max: 40}, batch-scoring: {max: 5}}
              cooldown: 15m
              reversalWindow: 20m
              backoffLimit: 1h
              lossShare: 0.05
              domainSpare: {inference: 1, batch-scoring: 0.5}
              frozen:
                - {from: 2026-12-24T00:00:00Z, to: 2026-12-26T00:00:00+01:00}
                - {from: 2026-12-31T18:00, to: 2027-01-02T00:00, zone: Europe/Berlin}
                - {start: "0 0 18 ? * FRI", duration: 2d12h, zone: America/New_York}
            planner: {minimumPayoff: 1.5, warmFor: 2d}
            shifts: {checkpointWait: 45s, drainDeadline: PT30M, warmLimit: 1h30m, maxAttempts: 7}
            cycles: {schedule: "0 * * * * ?", debounce: 5s}
            """
                    .getBytes(UTF_8));

    WorkloadClass scoring = new WorkloadClass("batch-scoring", WorkloadClass.Kind.BATCH);
    assertThat(configuration.classes())
        .containsExactly(
            WorkloadClass.TRAINING, WorkloadClass.INFERENCE, WorkloadClass.RANKING, scoring);
    Map<WorkloadClass, Double> suitability =
        Map.of(WorkloadClass.TRAINING, 1.0, WorkloadClass.RANKING, 0.5, scoring, 0.1);
    assertThat(configuration.pools())
        .containsExactly(
            new PoolSettings(
                "h100",
                8,
                Mode.ENFORCE,
                new TreeMap<>(suitability),
                new TreeMap<>(Map.of("gpu", "h100", "example.com/zone", "")),
                "amd.com/gpu",
                "example.com/rack",
                scoring),
            PoolSettings.uniform("l40s", 4, Mode.OBSERVE));
    assertThat(configuration.nodePools())
        .containsExactly(
            new NodePool("h100", 8, Mode.ENFORCE, new TreeMap<>(suitability)),
            NodePool.uniform("l40s", 4, Mode.OBSERVE));
    assertThat(configuration.guardrails().limits())
        .isEqualTo(
            Map.of("inference", new Limits.Range(2, 40), "batch-scoring", new Limits.Range(0, 5)));
    assertThat(configuration.guardrails().cooldown()).isEqualTo(Duration.ofMinutes(15));
    assertThat(configuration.guardrails().frozen())
        .containsExactly(
            new FrozenWindow(
                Moment.parse("2026-12-24T00:00Z"),
                Moment.parse("2026-12-26T00:00+01:00"),
                null,
                null,
                null),
            new FrozenWindow(
                Moment.parse("2026-12-31T18:00"),
                Moment.parse("2027-01-02T00:00"),
                null,
                null,
                ZoneId.of("Europe/Berlin")),
            new FrozenWindow(
                null,
                null,
                new QuartzCron("0 0 18 ? * FRI"),
                Duration.ofHours(60),
                ZoneId.of("America/New_York")));
    assertThat(configuration.guardrails().reversalWindow()).isEqualTo(Duration.ofMinutes(20));
    assertThat(configuration.guardrails().backoffLimit()).isEqualTo(Duration.ofHours(1));
    assertThat(configuration.guardrails().lossShare()).isEqualTo(0.05);
    assertThat(configuration.guardrails().domainSpare())
        .isEqualTo(Map.of(WorkloadClass.INFERENCE, 1.0, scoring, 0.5));
    assertThat(configuration.planner()).isEqualTo(new PlannerSettings(1.5, 1, Duration.ofDays(2)));
    assertThat(configuration.shifts())
        .isEqualTo(
            new ShiftSettings(
                Duration.ofSeconds(45), Duration.ofMinutes(30), Duration.ofMinutes(90), 7));
    assertThat(configuration.cycles())
        .isEqualTo(new CycleSettings("0 * * * * ?", Duration.ofSeconds(5)));
  }
}
