package dev.fungible.simulator.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fungible.simulator.result.MoveRecord;
import java.util.List;
import java.util.function.ToIntFunction;

/** Moves as columns for the page; whatever is text stands there as the index of an interned one. */
final class MoveColumns {

  private final Interned interned;
  private final int most;

  /** Columns of at most that many moves a policy. */
  MoveColumns(Interned interned, int most) {
    this.interned = interned;
    this.most = most;
  }

  /** The columns of the first moves. */
  ObjectNode of(List<MoveRecord> all) {
    List<MoveRecord> moves = all.subList(0, Math.min(most, all.size()));
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set(
        "at", Rounded.array(moves.stream().mapToDouble(m -> Figures.seconds(m.at())).toArray(), 0));
    node.set("lost", Rounded.array(moves.stream().mapToDouble(m -> m.lostGpuHours()).toArray(), 3));
    node.set("number", column(moves, MoveRecord::number));
    node.set("node", column(moves, move -> interned.text(move.node())));
    node.set("from", column(moves, move -> interned.text(move.from())));
    node.set("to", column(moves, move -> interned.text(move.to())));
    node.set("tier", column(moves, move -> interned.text(move.tier())));
    node.set("disruption", column(moves, move -> interned.text(move.disruption())));
    node.set("reason", column(moves, move -> interned.text(move.reason())));
    node.set("gangs", column(moves, move -> interned.list(move.gangs())));
    node.set("alternatives", column(moves, move -> interned.list(move.alternatives())));
    node.set("bids", column(moves, move -> interned.list(move.bids())));
    node.set("allocation", column(moves, move -> interned.list(move.allocation())));
    node.set("rejections", column(moves, move -> interned.list(move.rejections())));
    return node;
  }

  private static ArrayNode column(List<MoveRecord> moves, ToIntFunction<MoveRecord> index) {
    ArrayNode column = JsonNodeFactory.instance.arrayNode();
    moves.forEach(move -> column.add(index.applyAsInt(move)));
    return column;
  }
}
