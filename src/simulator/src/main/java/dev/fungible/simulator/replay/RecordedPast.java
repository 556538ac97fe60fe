package dev.fungible.simulator.replay;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Demand;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.TimeSeries;
import dev.fungible.simulator.trace.DemandTrace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a snapshot remembers of a cluster, as a simulation needs it. Time 0 of its traces is a
 * midnight in UTC, so that hours of the day are what they were; what lies between it and the
 * beginning has the first values.
 *
 * @param start when the memory begins
 * @param lead time from the midnight before until then
 * @param demand nodes by serving class, from the midnight on
 * @param remembered share of the demand's steps that somebody looked at, from 0 to 1
 * @param nodes of the cluster
 * @param gpusPerNode of the size of node that is most frequent
 * @param pools how many there are
 * @param notes what a reader must know of all this
 */
public record RecordedPast(
    Instant start,
    Duration lead,
    DemandTrace demand,
    double remembered,
    int nodes,
    int gpusPerNode,
    int pools,
    List<String> notes) {

  private static final Duration STEP = Duration.ofMinutes(5);
  private static final Duration DAY = Duration.ofDays(1);

  /** A sample counts for so long where none follows. */
  private static final Duration GAP = Duration.ofMinutes(30);

  private static final Duration SHORTEST = Duration.ofHours(1);

  public RecordedPast {
    notes = List.copyOf(notes);
  }

  /**
   * What a snapshot remembers.
   *
   * @throws BadReplay if that is too little
   */
  public static RecordedPast of(ClusterSnapshot snapshot) {
    List<TimeSeries> histories = snapshot.demands().stream().map(Demand::history).toList();
    Instant start =
        histories.stream()
            .filter(history -> history.size() > 0)
            .map(history -> history.timeOf(0))
            .min(Instant::compareTo)
            .map(first -> Instant.ofEpochSecond(floor(first.getEpochSecond(), STEP)))
            .orElse(snapshot.time());
    if (Duration.between(start, snapshot.time()).compareTo(SHORTEST) < 0 || isEmpty(snapshot)) {
      throw new BadReplay(
          "The snapshot remembers "
              + Duration.between(start, snapshot.time()).toMinutes()
              + " minutes of demand and has "
              + snapshot.nodeCount()
              + " nodes; expected an hour at least, and a node. Maybe no operator has run here?");
    }
    Instant midnight = Instant.ofEpochSecond(floor(start.getEpochSecond(), DAY));
    int steps = (int) Duration.between(midnight, snapshot.time()).dividedBy(STEP);
    List<String> classes = new ArrayList<>();
    double[][] nodes = new double[histories.size()][];
    int gpus = gpusPerNode(snapshot);
    double seen = 0;
    for (int i = 0; i < nodes.length; i++) {
      classes.add(snapshot.demands().get(i).workloadClass().name());
      nodes[i] = column(histories.get(i), midnight, steps, gpus);
      seen += seen(histories.get(i), start, snapshot.time());
    }
    return new RecordedPast(
        start,
        Duration.between(midnight, start),
        DemandTrace.of(classes, STEP, nodes),
        nodes.length == 0 ? 0 : seen / nodes.length,
        snapshot.nodeCount(),
        gpus,
        snapshot.pools().size(),
        notes(snapshot));
  }

  /** How long it is. */
  public Duration length() {
    return demand.horizon().minus(lead);
  }

  private static boolean isEmpty(ClusterSnapshot snapshot) {
    return snapshot.nodeCount() == 0;
  }

  private static List<String> notes(ClusterSnapshot snapshot) {
    List<String> notes = new ArrayList<>();
    boolean uniform =
        snapshot.pools().stream()
            .allMatch(
                pool ->
                    pool.gpusPerNode() == gpusPerNode(snapshot)
                        && pool.suitability().values().stream().allMatch(value -> value == 1));
    if (snapshot.pools().size() > 1 || !uniform) {
      notes.add("pools are taken to be alike, and to suit every class");
    }
    return notes;
  }

  private static int gpusPerNode(ClusterSnapshot snapshot) {
    SortedMap<Integer, Integer> count = new TreeMap<>();
    for (GpuNode node : snapshot.nodes()) {
      NodePool pool = snapshot.pool(node.pool());
      count.merge(pool.gpusPerNode(), 1, Integer::sum);
    }
    int most = count.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    return count.entrySet().stream()
        .filter(size -> size.getValue() == most)
        .mapToInt(size -> size.getKey())
        .max()
        .orElse(1);
  }

  /** The most that was wanted in each step; what nobody saw is what was seen last. */
  private static double[] column(TimeSeries history, Instant from, int steps, int gpus) {
    double[] nodes = new double[steps];
    double last = history.size() == 0 ? 0 : history.valueOf(0);
    int sample = 0;
    for (int i = 0; i < steps; i++) {
      Instant end = from.plus(STEP.multipliedBy(i + 1L));
      double most = Double.NEGATIVE_INFINITY;
      while (sample < history.size() && history.timeOf(sample).isBefore(end)) {
        last = history.valueOf(sample);
        most = Math.max(most, last);
        sample++;
      }
      nodes[i] = Math.max(0, most == Double.NEGATIVE_INFINITY ? last : most) / gpus;
    }
    return nodes;
  }

  /** The share of the time that samples tell of. */
  private static double seen(TimeSeries history, Instant from, Instant to) {
    double seconds = 0;
    for (int i = 0; i < history.size(); i++) {
      Instant next = i + 1 < history.size() ? history.timeOf(i + 1) : to;
      Duration told = Duration.between(history.timeOf(i), next);
      seconds += (told.compareTo(GAP) > 0 ? GAP : told).toSeconds();
    }
    return Math.min(1, seconds / Math.max(1, Duration.between(from, to).toSeconds()));
  }

  private static long floor(long seconds, Duration unit) {
    return Math.floorDiv(seconds, unit.toSeconds()) * unit.toSeconds();
  }
}
