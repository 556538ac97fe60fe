package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.WorkloadClass;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Guardrails of which one is narrow and the others are open. */
final class GuardrailCases {

  private final SortedMap<String, Limits.Range> limits = new TreeMap<>();
  private Duration cooldown = Duration.ZERO;
  private Duration reversalWindow = Duration.ZERO;
  private Duration backoffLimit = Duration.ZERO;
  private Duration minimumRunTime = Duration.ZERO;
  private double concurrentShare = 1;
  private double rateShare = 1;
  private Duration rateWindow = Duration.ZERO;
  private @Nullable Double lossShare;
  private final SortedMap<WorkloadClass, Double> domainSpare = new TreeMap<>();
  private List<FrozenWindow> frozen = List.of();

  private GuardrailCases() {}

  static GuardrailSettings limited(String workloadClass, Limits.Range range) {
    GuardrailCases settings = new GuardrailCases();
    settings.limits.put(workloadClass, range);
    return settings.build();
  }

  static GuardrailSettings cooldown(Duration time) {
    GuardrailCases settings = new GuardrailCases();
    settings.cooldown = time;
    return settings.build();
  }

  static GuardrailSettings backoff(Duration cooldown, Duration window, Duration limit) {
    GuardrailCases settings = new GuardrailCases();
    settings.cooldown = cooldown;
    settings.reversalWindow = window;
    settings.backoffLimit = limit;
    return settings.build();
  }

  static GuardrailSettings minimumRunTime(Duration time) {
    GuardrailCases settings = new GuardrailCases();
    settings.minimumRunTime = time;
    return settings.build();
  }

  static GuardrailSettings concurrentShare(double share) {
    GuardrailCases settings = new GuardrailCases();
    settings.concurrentShare = share;
    return settings.build();
  }

  static GuardrailSettings rate(double share, Duration window) {
    GuardrailCases settings = new GuardrailCases();
    settings.rateShare = share;
    settings.rateWindow = window;
    return settings.build();
  }

  static GuardrailSettings lossShare(double share) {
    GuardrailCases settings = new GuardrailCases();
    settings.lossShare = share;
    return settings.build();
  }

  static GuardrailSettings domainSpare(WorkloadClass owner, double share) {
    GuardrailCases settings = new GuardrailCases();
    settings.domainSpare.put(owner, share);
    return settings.build();
  }

  static GuardrailSettings frozen(FrozenWindow window) {
    GuardrailCases settings = new GuardrailCases();
    settings.frozen = List.of(window);
    return settings.build();
  }

  private GuardrailSettings build() {
    return new GuardrailSettings(
        limits,
        cooldown,
        reversalWindow,
        backoffLimit,
        minimumRunTime,
        concurrentShare,
        rateShare,
        rateWindow,
        lossShare,
        domainSpare,
        GuardrailSettings.open().maxSnapshotAge(),
        frozen);
  }
}
