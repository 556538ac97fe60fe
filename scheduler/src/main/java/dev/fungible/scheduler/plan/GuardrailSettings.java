package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.settings.Settings;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How narrow the guardrails are.
 *
 * @param limits floors and ceilings by class, in nodes
 * @param cooldown time that a node stays in a class before it may leave again
 * @param reversalWindow a node that starts back to the class it came from within this time of the
 *     start of the shift from there has been reversed
 * @param backoffLimit the longest rest of a node that was reversed; each reversal in a row doubles
 *     {@code cooldown} up to it
 * @param minimumRunTime time that a gang that can lose work may run before it may be stopped
 * @param concurrentShare share of a pool's nodes that may be in a shift at once, above 0 to 1
 * @param rateShare share of a pool's nodes whose shifts may start within {@code rateWindow}, above
 *     0 to 1
 * @param rateWindow window of the rate budget
 * @param lossShare GPU-hours that shifts which start within an hour may lose, as a share of those
 *     that the pool has in an hour, 0 to 1000; null for no limit
 * @param domainSpare by class, the share of what it was granted that it keeps outside the topology
 *     domain where it has most, above 0 to 1; a class that is not listed keeps no such spare
 * @param maxSnapshotAge an older snapshot starts nothing
 * @param frozen times in which nothing starts
 */
public record GuardrailSettings(
    SortedMap<String, Limits.Range> limits,
    Duration cooldown,
    Duration reversalWindow,
    Duration backoffLimit,
    Duration minimumRunTime,
    double concurrentShare,
    double rateShare,
    Duration rateWindow,
    @Nullable Double lossShare,
    SortedMap<WorkloadClass, Double> domainSpare,
    Duration maxSnapshotAge,
    List<FrozenWindow> frozen) {

  private static final Duration DAY = Duration.ofDays(1);

  public GuardrailSettings {
    Settings.requireUpTo("cooldown", cooldown, DAY);
    Settings.requireUpTo("reversalWindow", reversalWindow, DAY);
    Settings.requireUpTo("backoffLimit", backoffLimit, DAY);
    Settings.requireUpTo("minimumRunTime", minimumRunTime, DAY);
    Settings.requireShare("concurrentShare", concurrentShare);
    Settings.requireShare("rateShare", rateShare);
    Settings.requireUpTo("rateWindow", rateWindow, DAY);
    if (lossShare != null) {
      Settings.requireWithin("lossShare", lossShare, 0, 1000);
    }
    domainSpare.forEach((owner, share) -> Settings.requireShare("domainSpare." + owner, share));
    Settings.requireUpTo("maxSnapshotAge", maxSnapshotAge, DAY);
    limits = Collections.unmodifiableSortedMap(new TreeMap<>(limits));
    domainSpare = Collections.unmodifiableSortedMap(new TreeMap<>(domainSpare));
    frozen = List.copyOf(frozen);
  }

  /** What holds where the configuration is silent. */
  public static GuardrailSettings defaults() {
    return new GuardrailSettings(
        new TreeMap<>(),
        Duration.ofMinutes(30),
        Duration.ofHours(2),
        Duration.ofHours(4),
        Duration.ZERO,
        0.3,
        0.5,
        Duration.ofMinutes(30),
        null,
        new TreeMap<>(),
        Duration.ofMinutes(2),
        List.of());
  }

  /** Guardrails that narrow nothing but what is incomplete or stale. */
  public static GuardrailSettings open() {
    return new GuardrailSettings(
        new TreeMap<>(),
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        1,
        1,
        Duration.ZERO,
        null,
        new TreeMap<>(),
        Duration.ofMinutes(2),
        List.of());
  }
}
