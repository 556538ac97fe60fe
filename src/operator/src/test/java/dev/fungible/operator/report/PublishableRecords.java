package dev.fungible.operator.report;

import dev.fungible.snapshot.DecisionRecord;
import dev.fungible.snapshot.Origin;
import java.time.Instant;
import java.util.List;

/** Records of cycles in which little happened. */
public final class PublishableRecords {

  private PublishableRecords() {}

  /** Nothing was done. */
  public static DecisionRecord idle(Instant time, long cycle) {
    return of(time, cycle, List.of());
  }

  /** A shift was turned back, for that reason. */
  public static DecisionRecord recall(Instant time, long cycle, String reason) {
    return of(time, cycle, List.of(new DecisionRecord.Recalled("n1", "n1-1", reason)));
  }

  private static DecisionRecord of(
      Instant time, long cycle, List<DecisionRecord.Recalled> recalls) {
    return new DecisionRecord(
        time,
        Origin.OPERATOR,
        "a",
        cycle,
        1,
        1,
        null,
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        recalls,
        List.of(),
        List.of(),
        0);
  }
}
