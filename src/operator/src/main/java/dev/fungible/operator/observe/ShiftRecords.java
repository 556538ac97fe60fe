package dev.fungible.operator.observe;

import dev.fungible.operator.view.Keys;
import dev.fungible.operator.view.NodeView;
import dev.fungible.scheduler.model.FinishedShift;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.snapshot.BadSnapshot;
import dev.fungible.snapshot.ShiftJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of shifts on nodes. A history seldom changes, so that one that has been read is
 * not read again. Safe for use by several threads.
 */
final class ShiftRecords {

  private record Known(String text, List<FinishedShift> finished, Optional<String> trouble) {}

  private final Map<String, Known> histories = new ConcurrentHashMap<>();

  /**
   * What the node's annotation says of a shift under way.
   *
   * @param shift null where there is none, or none that can be read
   * @param readable false where there is a record that cannot be read
   */
  record Found(@Nullable Shift shift, boolean readable) {}

  /** The record on the node. One that cannot be read is a problem; it is not as good as none. */
  Found underWay(NodeView node, Survey survey) {
    Optional<String> text = node.annotation(Keys.SHIFT);
    if (text.isEmpty()) {
      return new Found(null, true);
    }
    String where = "node " + node.name();
    String expected = "a record of a shift; the node stays as it is until a person has looked";
    try {
      Shift shift = ShiftJson.read("annotation " + Keys.SHIFT, text.get());
      if (shift.node().equals(node.name())) {
        return new Found(inForce(shift, survey), true);
      }
      String other = "annotation " + Keys.SHIFT + " is about node " + shift.node();
      survey.problems().add(where, other, expected);
    } catch (BadSnapshot | IllegalArgumentException e) {
      survey.problems().add(where, String.valueOf(e.getMessage()), expected);
    }
    return new Found(null, false);
  }

  /** The finished shifts on the node; none, and a problem, where they cannot be read. */
  List<FinishedShift> finished(NodeView node, Survey survey) {
    String text = node.annotations().get(Keys.SHIFT_HISTORY);
    if (text == null) {
      return List.of();
    }
    Known known = histories.get(node.name());
    if (known == null || !known.text.equals(text)) {
      known = read(node, text);
      histories.put(node.name(), known);
    }
    String expected = "a list of finished shifts; ignored, and begun anew after the next shift";
    known.trouble.ifPresent(
        trouble -> survey.problems().add("node " + node.name(), trouble, expected));
    return known.finished.stream()
        .map(one -> new FinishedShift(inForce(one.shift(), survey), one.finishedAt()))
        .toList();
  }

  /** Forgets the nodes that are gone, once they are many. */
  void forgetAllBut(int nodes) {
    if (histories.size() > 2 * nodes + 100) {
      histories.clear();
    }
  }

  private static Known read(NodeView node, String text) {
    try {
      List<FinishedShift> own =
          ShiftJson.readHistory("annotation " + Keys.SHIFT_HISTORY, text).stream()
              .filter(finished -> finished.shift().node().equals(node.name()))
              .toList();
      return new Known(text, own, Optional.empty());
    } catch (BadSnapshot e) {
      return new Known(text, List.of(), Optional.of(String.valueOf(e.getMessage())));
    }
  }

  /** The same with the classes of today's configuration, where one was changed meanwhile. */
  private static Shift inForce(Shift shift, Survey survey) {
    WorkloadClass from = survey.classNamed(shift.from().name()).orElse(shift.from());
    WorkloadClass to = survey.classNamed(shift.to().name()).orElse(shift.to());
    WorkloadClass lender = shift.lender();
    if (lender != null) {
      lender = survey.classNamed(lender.name()).orElse(lender);
    }
    return new Shift(
        shift.id(),
        shift.node(),
        from,
        to,
        shift.tier(),
        lender,
        shift.phase(),
        shift.startedAt(),
        shift.phaseSince(),
        shift.drainingSince(),
        shift.failedAttempts(),
        shift.loss(),
        shift.reason());
  }
}
