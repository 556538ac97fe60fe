package dev.fungible.simulator.replay;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.TimeSeries;
import dev.fungible.simulator.replay.Memory.Wanted;
import dev.fungible.simulator.trace.DemandTrace;
import dev.fungible.simulator.trace.TrainingJob;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is remembered of a cluster, as a simulation needs it. Time 0 of its traces is a midnight in
 * UTC, so that hours of the day are what they were; what lies between it and the beginning has the
 * first values.
 *
 * @param start when what counts begins
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

  private static final Duration SETTLING = Duration.ofHours(1);
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
    return of(
        new Memory(
            "The snapshot",
            Instant.MIN,
            snapshot.time(),
            snapshot.demands().stream()
                .map(demand -> new Wanted(demand.workloadClass().name(), demand.history()))
                .toList(),
            snapshot.nodeCount(),
            gpusPerNode(snapshot),
            snapshot.pools().size(),
            notes(snapshot)));
  }

  /**
   * What is remembered, as a simulation needs it.
   *
   * @throws BadReplay if that is too little
   */
  static RecordedPast of(Memory memory) {
    Instant first =
        memory.demands().stream()
            .map(Wanted::gpus)
            .filter(history -> history.size() > 0)
            .map(history -> history.timeOf(0))
            .min(Instant::compareTo)
            .map(earliest -> Instant.ofEpochSecond(floor(earliest.getEpochSecond(), STEP)))
            .orElse(memory.end());
    Instant start = first.isBefore(memory.begin()) ? memory.begin() : first;
    if (Duration.between(start, memory.end()).compareTo(SHORTEST) < 0 || memory.nodes() == 0) {
      throw new BadReplay(
          memory.name()
              + " remembers "
              + Duration.between(start, memory.end()).toMinutes()
              + " minutes of demand and has "
              + memory.nodes()
              + " nodes; expected an hour at least, and a node. Maybe no operator has run here?");
    }
    Instant midnight = midnight(first);
    int steps = (int) Duration.between(midnight, memory.end()).dividedBy(STEP);
    List<String> classes = new ArrayList<>();
    double[][] nodes = new double[memory.demands().size()][];
    double seen = 0;
    for (int i = 0; i < nodes.length; i++) {
      Wanted wanted = memory.demands().get(i);
      classes.add(wanted.workloadClass());
      nodes[i] = column(wanted.gpus(), midnight, steps, memory.gpusPerNode());
      seen += seen(wanted.gpus(), start, memory.end());
    }
    return new RecordedPast(
        start,
        Duration.between(midnight, start),
        DemandTrace.of(classes, STEP, nodes),
        nodes.length == 0 ? 0 : seen / nodes.length,
        memory.nodes(),
        memory.gpusPerNode(),
        memory.pools(),
        memory.notes());
  }

  /** The midnight before, with an hour at least in which nodes find their places. */
  private static Instant midnight(Instant start) {
    return Instant.ofEpochSecond(floor(start.minus(SETTLING).getEpochSecond(), DAY));
  }

  /** How long it is. */
  public Duration length() {
    return demand.horizon().minus(lead);
  }

  /** Jobs whose second 0 is the beginning of the memory, on the clock of the traces. */
  public List<TrainingJob> after(List<TrainingJob> jobs) {
    return jobs.stream()
        .map(
            job -> new TrainingJob(job.name(), job.submit().plus(lead), job.duration(), job.gpus()))
        .toList();
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
      notes.add(Memory.ALIKE);
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
      boolean counts = !history.timeOf(i).isBefore(from);
      seconds += counts ? (told.compareTo(GAP) > 0 ? GAP : told).toSeconds() : 0;
    }
    return Math.min(1, seconds / Math.max(1, Duration.between(from, to).toSeconds()));
  }

  private static long floor(long seconds, Duration unit) {
    return Math.floorDiv(seconds, unit.toSeconds()) * unit.toSeconds();
  }
}
