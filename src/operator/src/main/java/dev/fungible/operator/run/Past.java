package dev.fungible.operator.run;

import dev.fungible.operator.kube.ApiFailure;
import dev.fungible.operator.observe.DemandHistory;
import dev.fungible.operator.observe.DemandHistoryStore;
import dev.fungible.operator.report.PublishedRecords;
import dev.fungible.snapshot.BadSnapshot;
import dev.fungible.snapshot.DecisionRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What former leaders have left: the history of demand, and records of their decisions. Both must
 * be known before anything is decided, and before they are written over. Not for concurrent use.
 */
final class Past {

  private static final Logger LOG = LoggerFactory.getLogger(Past.class);

  private final DemandHistory history;
  private final DemandHistoryStore histories;
  private final PublishedRecords published;
  private final Supplier<List<DecisionRecord>> reader;
  private List<DecisionRecord> decisions = List.of();
  private volatile Optional<String> problem = Optional.empty();

  /**
   * A past that nobody has looked at yet.
   *
   * @param reader reads what was published; throws as {@link PublishedRecords#read}
   */
  Past(
      DemandHistory history,
      DemandHistoryStore histories,
      PublishedRecords published,
      Supplier<List<DecisionRecord>> reader) {
    this.history = history;
    this.histories = histories;
    this.published = published;
    this.reader = reader;
  }

  /** Whether it is known; what is not is asked for, and may be known the next time. */
  boolean isKnown() {
    Optional<String> failure = Optional.empty();
    if (!history.isRestored()) {
      failure = tried(() -> histories.restore().forEach(doubt -> LOG.warn("{}", doubt)));
    }
    if (failure.isEmpty() && !published.isRestored()) {
      failure = tried(this::restoreDecisions);
    }
    problem = failure;
    return history.isRestored() && published.isRestored();
  }

  /** What could not be read the last time; empty before that, too. For any thread. */
  Optional<String> problem() {
    return problem;
  }

  /** What was decided, oldest first, as far as it is published; nothing before it is known. */
  List<DecisionRecord> decisions() {
    return decisions;
  }

  private void restoreDecisions() {
    try {
      decisions = List.copyOf(reader.get());
    } catch (BadSnapshot e) {
      LOG.warn("Records of earlier decisions are not gone on with: {}", e.toString());
    }
    published.restore(decisions);
  }

  /** What cannot be read now is tried again in the next round. */
  private static Optional<String> tried(Runnable exchange) {
    try {
      exchange.run();
      return Optional.empty();
    } catch (ApiFailure e) {
      String problem = "Nothing is decided before this is read: " + e.getMessage();
      LOG.warn("{}", problem);
      return Optional.of(problem);
    }
  }
}
