package dev.fungible.snapshot.explain;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.FinishedShift;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.snapshot.DecisionRecord;
import dev.fungible.snapshot.DecisionRecords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All that questions are answered from.
 *
 * @param records of one run, oldest first
 * @param snapshot the cluster as it is now; null where records are all there is
 */
public record Known(List<DecisionRecord> records, @Nullable ClusterSnapshot snapshot) {

  public Known {
    records = List.copyOf(records);
  }

  /** A move that started, and when that was decided. */
  record Started(Instant time, DecisionRecord.Moved move) {}

  /** A gang that was stopped or shrunk, when, and by which moves. */
  record Hit(Instant time, DecisionRecord.Victim victim, List<DecisionRecord.Moved> moves) {}

  /** What was decided last. */
  Optional<DecisionRecord> latest() {
    return records.isEmpty() ? Optional.empty() : Optional.of(records.getLast());
  }

  /** The latest moves that started, of which this is so, newest first. */
  List<Started> started(Predicate<DecisionRecord.Moved> isSo, int most) {
    List<Started> result = new ArrayList<>();
    for (DecisionRecord decision : records.reversed()) {
      for (DecisionRecord.Moved move : decision.started()) {
        if (result.size() < most && isSo.test(move)) {
          result.add(new Started(decision.time(), move));
        }
      }
    }
    return result;
  }

  /** How that shift ended, as records or the nodes of the cluster tell. */
  Optional<DecisionRecord.Ended> end(String shift) {
    return records.reversed().stream()
        .flatMap(decision -> decision.ended().stream())
        .filter(ended -> ended.shift().equals(shift))
        .findFirst()
        .or(() -> endOnNode(shift));
  }

  private Optional<DecisionRecord.Ended> endOnNode(String shift) {
    return snapshot == null
        ? Optional.empty()
        : snapshot.finishedShifts().stream()
            .map(FinishedShift::shift)
            .filter(finished -> finished.id().equals(shift))
            .map(DecisionRecords::ended)
            .findFirst();
  }

  /** When that gang was last stopped or shrunk by moves that started. */
  Optional<Hit> lastHit(String gang) {
    for (DecisionRecord decision : records.reversed()) {
      List<DecisionRecord.Moved> moves =
          decision.started().stream().filter(move -> move.gangs().contains(gang)).toList();
      if (!moves.isEmpty()) {
        return decision.victims().stream()
            .filter(victim -> victim.gang().equals(gang))
            .findFirst()
            .map(victim -> new Hit(decision.time(), victim, moves));
      }
    }
    return Optional.empty();
  }

  /** Names of all nodes that are known of. */
  SortedSet<String> nodeNames() {
    SortedSet<String> names = new TreeSet<>();
    if (snapshot != null) {
      snapshot.nodes().forEach(node -> names.add(node.name()));
      return names;
    }
    for (DecisionRecord decision : records) {
      decision.moves().forEach(move -> names.add(move.node()));
      decision.ended().forEach(ended -> names.add(ended.node()));
    }
    return names;
  }

  /** Names of all classes that are known of. */
  SortedSet<String> classNames() {
    SortedSet<String> names = new TreeSet<>();
    if (snapshot != null) {
      snapshot.classes().stream().map(WorkloadClass::name).forEach(names::add);
    }
    for (DecisionRecord decision : records) {
      decision.allocation().forEach(held -> names.add(held.workloadClass()));
      decision.bids().forEach(bid -> names.add(bid.workloadClass()));
    }
    return names;
  }

  /** Names of all gangs that are known of. */
  SortedSet<String> gangNames() {
    SortedSet<String> names = new TreeSet<>();
    if (snapshot != null) {
      snapshot.gangs().forEach(gang -> names.add(gang.name()));
      snapshot.pending().forEach(gang -> names.add(gang.name()));
    }
    records.forEach(decision -> decision.victims().forEach(victim -> names.add(victim.gang())));
    return names;
  }
}
