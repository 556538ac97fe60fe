package dev.fungible.scheduler.plan;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Guardrails of which one is narrow and the others are open. */
final class GuardrailCases {

  private static final GuardrailSettings OPEN = GuardrailSettings.open();

  private GuardrailCases() {}

  static GuardrailSettings limited(String workloadClass, Limits.Range range) {
    SortedMap<String, Limits.Range> limits = new TreeMap<>();
    limits.put(workloadClass, range);
    return of(limits, Duration.ZERO, Duration.ZERO, 1, 1, Duration.ZERO, List.of());
  }

  static GuardrailSettings cooldown(Duration time) {
    return of(new TreeMap<>(), time, Duration.ZERO, 1, 1, Duration.ZERO, List.of());
  }

  static GuardrailSettings minimumRunTime(Duration time) {
    return of(new TreeMap<>(), Duration.ZERO, time, 1, 1, Duration.ZERO, List.of());
  }

  static GuardrailSettings concurrentShare(double share) {
    return of(new TreeMap<>(), Duration.ZERO, Duration.ZERO, share, 1, Duration.ZERO, List.of());
  }

  static GuardrailSettings rate(double share, Duration window) {
    return of(new TreeMap<>(), Duration.ZERO, Duration.ZERO, 1, share, window, List.of());
  }

  static GuardrailSettings frozen(FrozenWindow window) {
    return of(new TreeMap<>(), Duration.ZERO, Duration.ZERO, 1, 1, Duration.ZERO, List.of(window));
  }

  private static GuardrailSettings of(
      SortedMap<String, Limits.Range> limits,
      Duration cooldown,
      Duration minimumRunTime,
      double concurrentShare,
      double rateShare,
      Duration rateWindow,
      List<FrozenWindow> frozen) {
    return new GuardrailSettings(
        limits,
        cooldown,
        minimumRunTime,
        concurrentShare,
        rateShare,
        rateWindow,
        OPEN.maxSnapshotAge(),
        frozen);
  }
}
