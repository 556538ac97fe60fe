package dev.fungible.simulator.replay;

import dev.fungible.scheduler.model.TimeSeries;
import dev.fungible.simulator.measure.Measurements;
import dev.fungible.simulator.measure.Selector;
import dev.fungible.simulator.replay.Memory.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The past of a cluster as the operator's metrics tell it.
 *
 * @param past demand and nodes, as a simulation needs them
 * @param trainingGpus GPUs that classes without a demand held, over time
 * @param jobGpus GPUs of a job that waited, on average; those of a node where none did
 */
public record MeasuredPast(RecordedPast past, TimeSeries trainingGpus, int jobGpus) {

  private static final Duration STEP = Duration.ofMinutes(5);

  /** What policies would have known of the days before. */
  private static final Duration LEARNED_FROM = Duration.ofDays(2);

  /** A request asks for no more than that, so that its answer stays small. */
  private static final Duration MOST_AT_ONCE = Duration.ofDays(3);

  private static final String CLASS = "class";
  private static final String POOL = "pool";

  /** A pool, as large as it was seen. */
  private record Size(double nodes, double gpus) {

    int gpusPerNode() {
      return (int) Math.max(1, Math.round(gpus / nodes));
    }
  }

  /**
   * What was measured in that time.
   *
   * @throws BadReplay if that is too little
   */
  public static MeasuredPast read(
      Measurements source, Selector selector, Instant from, Instant to) {
    Window window = new Window(source, selector, ceil(from), to);
    SortedMap<String, Size> pools = window.pools();
    int gpusPerNode = usualSize(pools);
    List<String> notes = new ArrayList<>();
    if (pools.size() > 1) {
      notes.add(Memory.ALIKE);
    }
    List<Wanted> demands = new ArrayList<>();
    // The gauge is there for classes that queue as well, as 0.
    TreeSet<String> serving = window.serving();
    window
        .overTime("max by (class) (max_over_time(%s[5m]))", "fungible_demand_gpus", CLASS)
        .forEach(
            (name, gpus) -> {
              if (serving.contains(name)) {
                demands.add(new Wanted(name, gpus));
              }
            });
    RecordedPast past =
        RecordedPast.of(
            new Memory(
                source.name(),
                window.from(),
                to,
                demands,
                (int)
                    Math.round(pools.values().stream().mapToDouble(Size::gpus).sum() / gpusPerNode),
                gpusPerNode,
                pools.size(),
                notes));
    return new MeasuredPast(past, window.training(serving), window.jobGpus(serving, gpusPerNode));
  }

  /** Sizes of jobs for work without end: one that waited, if it can run beside others. */
  public List<Integer> sizes() {
    boolean fits = jobGpus <= past.gpusPerNode() * past.nodes() / 2;
    return List.of(fits ? jobGpus : past.gpusPerNode());
  }

  /** The size that most nodes have. */
  private static int usualSize(SortedMap<String, Size> pools) {
    SortedMap<Integer, Double> nodes = new TreeMap<>();
    pools.values().forEach(size -> nodes.merge(size.gpusPerNode(), size.nodes(), Double::sum));
    return nodes.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(1);
  }

  private static Instant ceil(Instant time) {
    long step = STEP.toSeconds();
    return Instant.ofEpochSecond(Math.ceilDiv(time.getEpochSecond(), step) * step);
  }

  /** The queries of one span of time. */
  private record Window(Measurements source, Selector selector, Instant from, Instant to) {

    Duration length() {
      return Duration.between(from, to);
    }

    TreeSet<String> serving() {
      String query = selector.increase("fungible_demand_gpu_seconds_total", length(), CLASS);
      TreeSet<String> classes = new TreeSet<>();
      source.at(query, to).keySet().forEach(labels -> classes.add(Selector.label(labels, CLASS)));
      return classes;
    }

    /** Pools by name; nodes come and go, so the most that were seen at a time. */
    SortedMap<String, Size> pools() {
      SortedMap<String, Double> nodes = most("fungible_nodes");
      SortedMap<String, Double> gpus = most("fungible_gpus");
      SortedMap<String, Size> pools = new TreeMap<>();
      nodes.forEach(
          (pool, count) -> {
            if (count > 0 && gpus.containsKey(pool)) {
              pools.put(pool, new Size(count, gpus.getOrDefault(pool, 0.0)));
            }
          });
      return pools;
    }

    private SortedMap<String, Double> most(String gauge) {
      long step = Math.max(60, length().toSeconds() / 500);
      String query =
          "max by (pool) (max_over_time((sum without (class, state) (%s))[%ds:%ds]))"
              .formatted(selector.of(gauge), Math.max(step, length().toSeconds()), step);
      SortedMap<String, Double> most = new TreeMap<>();
      source
          .at(query, to)
          .forEach((labels, value) -> most.put(Selector.label(labels, POOL), value));
      return most;
    }

    TimeSeries training(TreeSet<String> serving) {
      SortedMap<Instant, Double> sum = new TreeMap<>();
      overTime(
              "max by (class) (sum without (pool) (avg_over_time(%s[5m])))",
              "fungible_gpus_held", CLASS)
          .forEach(
              (name, gpus) -> {
                for (int i = 0; i < gpus.size() && !serving.contains(name); i++) {
                  sum.merge(gpus.timeOf(i), gpus.valueOf(i), Double::sum);
                }
              });
      return series(sum);
    }

    int jobGpus(TreeSet<String> serving, int gpusPerNode) {
      double gpus = waiting("fungible_pending_gpus", serving);
      double gangs = waiting("fungible_pending_gangs", serving);
      return gangs > 0 ? (int) Math.max(1, Math.round(gpus / gangs)) : gpusPerNode;
    }

    private double waiting(String gauge, TreeSet<String> serving) {
      String query =
          "max by (class) (avg_over_time(%s[%ds]))"
              .formatted(selector.of(gauge), length().toSeconds());
      return source.at(query, to).entrySet().stream()
          .filter(series -> !serving.contains(Selector.label(series.getKey(), CLASS)))
          .mapToDouble(Map.Entry::getValue)
          .sum();
    }

    /** The series of a query by a label; a number tells of the five minutes that begin then. */
    SortedMap<String, TimeSeries> overTime(String query, String metric, String label) {
      SortedMap<String, SortedMap<Instant, Double>> all = new TreeMap<>();
      Instant first = from.minus(LEARNED_FROM).plus(STEP);
      for (Instant at = first; !at.isAfter(to); at = at.plus(MOST_AT_ONCE).plus(STEP)) {
        Instant end = at.plus(MOST_AT_ONCE).isBefore(to) ? at.plus(MOST_AT_ONCE) : to;
        source
            .between(query.formatted(selector.of(metric)), at, end, STEP)
            .forEach(
                (labels, part) -> {
                  SortedMap<Instant, Double> known =
                      all.computeIfAbsent(Selector.label(labels, label), name -> new TreeMap<>());
                  for (int i = 0; i < part.size(); i++) {
                    known.put(part.timeOf(i).minus(STEP), part.valueOf(i));
                  }
                });
      }
      SortedMap<String, TimeSeries> result = new TreeMap<>();
      all.forEach((name, samples) -> result.put(name, series(samples)));
      return result;
    }

    private static TimeSeries series(SortedMap<Instant, Double> samples) {
      TimeSeries series = TimeSeries.EMPTY;
      for (var sample : samples.entrySet()) {
        series = series.plus(sample.getKey(), sample.getValue(), Integer.MAX_VALUE);
      }
      return series;
    }
  }
}
