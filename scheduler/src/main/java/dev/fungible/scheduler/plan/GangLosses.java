package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.Gang;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** GPU-hours that gangs would lose at one instant, worked out once each. */
final class GangLosses {

  private final Instant now;
  private final Map<String, Double> ifPreempted = new LinkedHashMap<>();
  private final Map<String, Double> ifShrunk = new LinkedHashMap<>();

  GangLosses(Instant now) {
    this.now = now;
  }

  /** If the gang stops. */
  double of(Gang gang) {
    return ifPreempted.computeIfAbsent(
        gang.name(), name -> gang.lossIfPreempted(now).value());
  }

  /** If the gang gives up a node and goes on. */
  double ofShrinking(Gang gang) {
    return ifShrunk.computeIfAbsent(gang.name(), name -> gang.lossIfShrunk().value());
  }

  /** If all these gangs stop. */
  double ofAll(List<Gang> gangs) {
    double sum = 0;
    for (Gang gang : gangs) {
      sum += of(gang);
    }
    return sum;
  }
}
