package dev.fungible.operator.run;

import dev.fungible.operator.config.ConfigurationInForce;
import dev.fungible.operator.serve.CycleMetrics;
import dev.fungible.operator.serve.EngineMetrics;
import dev.fungible.operator.serve.FreshnessMetrics;
import dev.fungible.operator.serve.Heartbeat;
import dev.fungible.operator.serve.RequestMetrics;
import dev.fungible.operator.serve.SignalMetrics;
import dev.fungible.scheduler.loop.CycleListener;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.plan.GuardrailSettings;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** All that is measured of one replica. Safe for use by several threads. */
final class Telemetry {

  /** A round takes seconds; one that waits for a server that is away takes a minute or two. */
  private static final Duration LONGEST_ROUND = Duration.ofMinutes(5);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final RequestMetrics requests = new RequestMetrics(registry);
  private final CycleMetrics cycles = new CycleMetrics(registry);
  private final SignalMetrics signals = new SignalMetrics(registry);
  private final Heartbeat heartbeat = new Heartbeat("cycles", LONGEST_ROUND);

  PrometheusMeterRegistry registry() {
    return registry;
  }

  /** To be put on whatever asks the API server. */
  RequestMetrics requests() {
    return requests;
  }

  /** To measure cycles with. */
  CycleMetrics cycles() {
    return cycles;
  }

  /** To be told of signals that could not be measured. */
  SignalMetrics signals() {
    return signals;
  }

  /** Beats while the loop goes round. */
  Heartbeat heartbeat() {
    return heartbeat;
  }

  /** Who is to be told of every cycle while this replica leads. */
  List<CycleListener> listeners(Standby standby) {
    Predicate<ClusterSnapshot> trusts =
        snapshot ->
            standby
                .configuration()
                .current()
                .map(ConfigurationInForce::engine)
                .filter(engine -> engine.trusts(snapshot))
                .isPresent();
    FreshnessMetrics freshness = new FreshnessMetrics(registry, trusts, standby.time());
    List<CycleListener> all = new ArrayList<>(List.of(cycles, signals, freshness));
    all.addAll(
        EngineMetrics.listeners(
            registry, () -> reversalWindow(standby), node -> poolOf(node, standby), trusts));
    return all;
  }

  private static Optional<String> poolOf(String node, Standby standby) {
    return standby
        .configuration()
        .current()
        .flatMap(inForce -> standby.watch().poolOf(node, inForce.configuration()));
  }

  private static Duration reversalWindow(Standby standby) {
    return standby
        .configuration()
        .current()
        .map(inForce -> inForce.configuration().guardrails())
        .orElseGet(GuardrailSettings::defaults)
        .reversalWindow();
  }
}
