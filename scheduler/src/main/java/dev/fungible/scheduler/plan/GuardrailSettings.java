package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.settings.Settings;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How narrow the guardrails are.
 *
 * @param limits floors and ceilings by class, in nodes
 * @param cooldown time that a node stays in a class before it may leave again
 * @param minimumRunTime time that a gang that can lose work may run before it may be stopped
 * @param concurrentShare share of a pool's nodes that may be in a shift at once, above 0 to 1
 * @param rateShare share of a pool's nodes whose shifts may start within {@code rateWindow}, above
 *     0 to 1
 * @param rateWindow window of the rate budget
 * @param maxSnapshotAge an older snapshot starts nothing
 * @param frozen times in which nothing starts
 */
public record GuardrailSettings(
    SortedMap<String, Limits.Range> limits,
    Duration cooldown,
    Duration minimumRunTime,
    double concurrentShare,
    double rateShare,
    Duration rateWindow,
    Duration maxSnapshotAge,
    List<FrozenWindow> frozen) {

  private static final Duration DAY = Duration.ofDays(1);

  public GuardrailSettings {
    Settings.requireUpTo("cooldown", cooldown, DAY);
    Settings.requireUpTo("minimumRunTime", minimumRunTime, DAY);
    Settings.requireShare("concurrentShare", concurrentShare);
    Settings.requireShare("rateShare", rateShare);
    Settings.requireUpTo("rateWindow", rateWindow, DAY);
    Settings.requireUpTo("maxSnapshotAge", maxSnapshotAge, DAY);
    limits = Collections.unmodifiableSortedMap(new TreeMap<>(limits));
    frozen = List.copyOf(frozen);
  }

  /** What holds where the configuration is silent. */
  public static GuardrailSettings defaults() {
    return new GuardrailSettings(
        new TreeMap<>(),
        Duration.ofMinutes(10),
        Duration.ZERO,
        0.3,
        0.5,
        Duration.ofMinutes(30),
        Duration.ofMinutes(2),
        List.of());
  }

  /** Guardrails that narrow nothing but what is incomplete or stale. */
  public static GuardrailSettings open() {
    return new GuardrailSettings(
        new TreeMap<>(),
        Duration.ZERO,
        Duration.ZERO,
        1,
        1,
        Duration.ZERO,
        Duration.ofMinutes(2),
        List.of());
  }
}
