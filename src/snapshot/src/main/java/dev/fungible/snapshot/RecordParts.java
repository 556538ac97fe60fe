package dev.fungible.snapshot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Cuts a record into parts of which each makes a line of bounded length: moves, ended shifts and
 * recalls go on in further parts, so that none is lost; of all else the first entries are told and
 * the others counted; texts end in an ellipsis.
 */
final class RecordParts {

  /** Entries of a list that goes on in the next part. */
  static final int MOST_DEEDS = 40;

  /** Entries of a list that is told once. */
  static final int MOST_WISHES = 48;

  private static final int MOST_HOLDINGS = 128;
  private static final int LONGEST_TEXT = 240;

  private final DecisionRecord whole;
  private final int parts;
  private final Map<String, DecisionRecord.Victim> victims = new HashMap<>();

  private RecordParts(DecisionRecord whole) {
    this.whole = whole;
    whole.victims().forEach(victim -> victims.put(victim.gang(), victim));
    int most =
        Stream.of(whole.moves(), whole.ended(), whole.recalls())
            .mapToInt(List::size)
            .max()
            .orElse(0);
    parts = Math.max(1, Math.ceilDiv(most, MOST_DEEDS));
  }

  /** The parts, in order; what is told once is in the first. */
  static List<DecisionRecord> of(DecisionRecord whole) {
    RecordParts cut = new RecordParts(whole);
    List<DecisionRecord> result = new ArrayList<>();
    for (int part = 1; part <= cut.parts; part++) {
      result.add(cut.part(part));
    }
    return result;
  }

  /** Whether the second is the next part of the cycle that the first is of. */
  static boolean isContinued(DecisionRecord first, DecisionRecord next) {
    return next.part() == first.part() + 1
        && next.parts() == first.parts()
        && next.cycle() == first.cycle()
        && next.time().equals(first.time())
        && next.run().equals(first.run())
        && Objects.equals(next.leader(), first.leader());
  }

  /** The parts of one record, in their order, as that record; some may be missing at the end. */
  static DecisionRecord joined(List<DecisionRecord> parts) {
    DecisionRecord first = parts.getFirst();
    Map<String, DecisionRecord.Victim> victims = new LinkedHashMap<>();
    parts.forEach(
        part -> part.victims().forEach(victim -> victims.putIfAbsent(victim.gang(), victim)));
    return new DecisionRecord(
        first.time(),
        first.run(),
        first.leader(),
        first.cycle(),
        1,
        1,
        first.configuration(),
        first.configurationVersion(),
        first.bids(),
        first.failures(),
        first.allocation(),
        first.shortfalls(),
        joined(parts, DecisionRecord::moves),
        List.copyOf(victims.values()),
        joined(parts, DecisionRecord::recalls),
        first.rejections(),
        joined(parts, DecisionRecord::ended),
        first.omitted());
  }

  private static <T> List<T> joined(
      List<DecisionRecord> parts, Function<DecisionRecord, List<T>> list) {
    return parts.stream().flatMap(part -> list.apply(part).stream()).toList();
  }

  private DecisionRecord part(int part) {
    boolean first = part == 1;
    List<DecisionRecord.Moved> moves = slice(part, whole.moves(), RecordParts::cut);
    return new DecisionRecord(
        whole.time(),
        whole.run(),
        whole.leader(),
        whole.cycle(),
        part,
        parts,
        whole.configuration(),
        whole.configurationVersion(),
        first ? head(whole.bids(), MOST_WISHES, RecordParts::cut) : List.of(),
        first ? head(whole.failures(), MOST_WISHES, RecordParts::cut) : List.of(),
        first ? head(whole.allocation(), MOST_HOLDINGS, held -> held) : List.of(),
        first ? head(whole.shortfalls(), MOST_WISHES, unmet -> unmet) : List.of(),
        moves,
        victims(moves),
        slice(part, whole.recalls(), RecordParts::cut),
        first ? head(whole.rejections(), MOST_WISHES, RecordParts::cut) : List.of(),
        slice(part, whole.ended(), RecordParts::cut),
        first ? omitted() : 0);
  }

  private int omitted() {
    return Stream.of(whole.bids(), whole.failures(), whole.shortfalls(), whole.rejections())
            .mapToInt(list -> Math.max(0, list.size() - MOST_WISHES))
            .sum()
        + Math.max(0, whole.allocation().size() - MOST_HOLDINGS)
        + whole.omitted();
  }

  private static <T> List<T> head(List<T> list, int most, Function<T, T> cut) {
    return list.stream().limit(most).map(cut).toList();
  }

  private static <T> List<T> slice(int part, List<T> list, Function<T, T> cut) {
    return list.stream().skip((long) (part - 1) * MOST_DEEDS).limit(MOST_DEEDS).map(cut).toList();
  }

  /** Those of these moves alone: a node has no more gangs than GPUs. */
  private List<DecisionRecord.Victim> victims(List<DecisionRecord.Moved> moves) {
    return moves.stream()
        .flatMap(move -> move.gangs().stream())
        .distinct()
        .flatMap(gang -> Stream.ofNullable(victims.get(gang)))
        .toList();
  }

  private static DecisionRecord.Asked cut(DecisionRecord.Asked bid) {
    return new DecisionRecord.Asked(
        bid.policy(),
        bid.workloadClass(),
        bid.pools(),
        bid.tier(),
        bid.weight(),
        bid.nodes(),
        bid.dwell(),
        cut(bid.reason()));
  }

  private static DecisionRecord.Failed cut(DecisionRecord.Failed failed) {
    return new DecisionRecord.Failed(failed.policy(), cut(failed.error()));
  }

  private static DecisionRecord.Moved cut(DecisionRecord.Moved move) {
    return new DecisionRecord.Moved(
        move.node(),
        move.pool(),
        move.from(),
        move.to(),
        move.tier(),
        move.lender(),
        move.disruption(),
        move.gangs(),
        move.lostGpuHours(),
        move.policies(),
        move.dwell(),
        cut(move.reason()),
        move.alternatives(),
        move.shift());
  }

  private static DecisionRecord.Recalled cut(DecisionRecord.Recalled recalled) {
    return new DecisionRecord.Recalled(recalled.node(), recalled.shift(), cut(recalled.reason()));
  }

  private static DecisionRecord.Rejected cut(DecisionRecord.Rejected rejected) {
    return new DecisionRecord.Rejected(
        rejected.pool(),
        rejected.to(),
        rejected.tier(),
        rejected.nodes(),
        rejected.constraint(),
        cut(rejected.reason()));
  }

  private static DecisionRecord.Ended cut(DecisionRecord.Ended ended) {
    return new DecisionRecord.Ended(
        ended.shift(),
        ended.node(),
        ended.from(),
        ended.to(),
        ended.phase(),
        ended.startedAt(),
        ended.endedAt(),
        ended.lostGpuHours(),
        cut(ended.reason()));
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST_TEXT
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT - 1)) + "…";
  }
}
