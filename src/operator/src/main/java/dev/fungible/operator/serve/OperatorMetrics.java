package dev.fungible.operator.serve;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Shows how the process itself is, whether it leads or stands by. */
public final class OperatorMetrics implements MeterBinder {

  private final BooleanSupplier leads;
  private final ConfigurationCounts configuration;
  private final Map<String, Supplier<Optional<Duration>>> reflectors;

  /**
   * Metrics of a process.
   *
   * @param leads whether it leads now
   * @param configuration what became of its configuration
   * @param reflectors by resource: how long ago what is known of it was up to date
   */
  public OperatorMetrics(
      BooleanSupplier leads,
      ConfigurationCounts configuration,
      Map<String, Supplier<Optional<Duration>>> reflectors) {
    this.leads = leads;
    this.configuration = configuration;
    this.reflectors = Map.copyOf(reflectors);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("fungible.leader", () -> leads.getAsBoolean() ? 1 : 0)
        .description("1 if this replica may act now")
        .register(registry);
    bindConfiguration(registry);
    reflectors.forEach((resource, age) -> bindReflector(registry, resource, age));
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  private void bindConfiguration(MeterRegistry registry) {
    FunctionCounter.builder(
            "fungible.configuration.refused", configuration, ConfigurationCounts::refused)
        .description("Configuration documents that were refused")
        .register(registry);
    FunctionCounter.builder(
            "fungible.configuration.accepted", configuration, ConfigurationCounts::accepted)
        .description("Configuration documents that came into force")
        .register(registry);
    Gauge.builder("fungible.configuration.current", () -> configuration.newestInForce() ? 1 : 0)
        .description("1 if the newest configuration document is in force, 0 if it was refused")
        .register(registry);
  }

  private static void bindReflector(
      MeterRegistry registry, String resource, Supplier<Optional<Duration>> age) {
    Gauge.builder("fungible.reflector.age", () -> seconds(age.get()))
        .description("How long ago what is known of a resource was up to date")
        .baseUnit("seconds")
        .tag("resource", resource)
        .register(registry);
  }

  private static double seconds(Optional<Duration> age) {
    return age.map(known -> known.toMillis() / 1e3).orElse(Double.NaN);
  }
}
