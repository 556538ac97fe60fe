package dev.fungible.simulator.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fungible.simulator.result.RunResult;
import dev.fungible.simulator.result.Timeline;
import java.util.Arrays;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A timeline as columns for the page. Demand that all rows share is written once. */
final class TimelineColumns {

  private static final double SECONDS_PER_HOUR = 3600;

  private @Nullable SortedMap<String, double[]> shared;

  /** The columns of one row; demand is null when it is that of the first row. */
  ObjectNode of(RunResult row) {
    Timeline timeline = row.timeline();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("interval", Figures.seconds(timeline.interval()));
    putColumns(node.putObject("ready"), timeline.readyNodes());
    if (shared != null && same(shared, timeline.demandNodes())) {
      node.putNull("demand");
    } else {
      putColumns(node.putObject("demand"), timeline.demandNodes());
    }
    if (shared == null) {
      shared = timeline.demandNodes();
    }
    node.set("transition", Rounded.array(timeline.transitionNodes(), 2));
    node.set("queued", Rounded.array(timeline.queuedGpus(), 1));
    node.set("busy", Rounded.array(timeline.busyTrainingGpus(), 1));
    node.set("movesByHour", Rounded.array(movesByHour(row), 0));
    return node;
  }

  private static void putColumns(ObjectNode node, SortedMap<String, double[]> columns) {
    columns.forEach((name, values) -> node.set(name, Rounded.array(values, 2)));
  }

  private static double[] movesByHour(RunResult row) {
    Timeline timeline = row.timeline();
    double span = Figures.seconds(timeline.interval()) * timeline.transitionNodes().length;
    double[] moves = new double[(int) Math.ceil(span / SECONDS_PER_HOUR)];
    for (var move : row.moves()) {
      long hour = move.at().toHours();
      if (hour >= 0 && hour < moves.length) {
        moves[(int) hour]++;
      }
    }
    return moves;
  }

  private static boolean same(
      SortedMap<String, double[]> some, SortedMap<String, double[]> others) {
    return some.keySet().equals(others.keySet())
        && some.entrySet().stream()
            .allMatch(entry -> Arrays.equals(entry.getValue(), others.get(entry.getKey())));
  }
}
