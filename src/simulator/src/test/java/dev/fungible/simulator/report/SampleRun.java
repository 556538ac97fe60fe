package dev.fungible.simulator.report;

import static java.util.Objects.requireNonNull;

import dev.fungible.simulator.result.Attainment;
import dev.fungible.simulator.result.Distribution;
import dev.fungible.simulator.result.JobStatistics;
import dev.fungible.simulator.result.MoveRecord;
import dev.fungible.simulator.result.RunResult;
import dev.fungible.simulator.result.Timeline;
import dev.fungible.simulator.result.WasteIdentity;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * How one made-up row is to look.
 *
 * @param policy its name
 * @param description one line
 * @param ratio goodput / oracle
 * @param moves how many
 * @param misses how many targets it misses, at most 3
 */
record SampleRun(String policy, String description, double ratio, int moves, int misses) {

  private static final List<String> TARGETS =
      List.of(
          "SA inference 0.9921 < 0.9950", "SA ranking 0.9973 < 0.9990", "ST ranking 0.9612 < 0.98");

  RunResult result(long seed, SampleDemand demand, double oracle) {
    var random = new SplittableRandom(seed);
    Timeline timeline = timeline(random, demand);
    List<MoveRecord> records = new SampleMoves(random).make(moves);
    double lost = records.stream().mapToDouble(MoveRecord::lostGpuHours).sum();
    return new RunResult(
        policy,
        description,
        TARGETS.subList(0, misses),
        attainment(random),
        moves / SampleDemand.HOURS,
        moves / 40,
        moves / SampleDemand.HOURS / 5,
        jobs(random),
        waste(timeline, demand, ratio * oracle, lost),
        timeline,
        List.of(),
        records,
        Duration.ofMillis(random.nextInt(900, 2400)));
  }

  private TreeMap<String, Attainment> attainment(SplittableRandom random) {
    TreeMap<String, Attainment> attainment = new TreeMap<>();
    double slack = misses == 0 ? 0.0008 : 0.0079;
    attainment.put(
        "inference", new Attainment(1 - slack, 1 - slack * 4, 0.93 + random.nextDouble() / 20));
    attainment.put("ranking", new Attainment(0.99996 - slack / 3, 1 - slack * 4.5, 0.971));
    return attainment;
  }

  private Timeline timeline(SplittableRandom random, SampleDemand demand) {
    TreeMap<String, double[]> ready = new TreeMap<>();
    int length = SampleDemand.INTERVALS;
    List.of("inference", "ranking", "training")
        .forEach(name -> ready.put(name, new double[length]));
    double[] transition = new double[length];
    double[] queued = new double[length];
    double[] busy = new double[length];
    double waiting = 60;
    for (int i = 0; i < length; i++) {
      double between = moves == 0 ? 0 : Math.round(random.nextDouble(0, 30)) / 10.0;
      double inference = moves == 0 ? split(36, 17) : ahead(random, demand.inference(i));
      double ranking = moves == 0 ? split(14, 7) : ahead(random, demand.ranking(i));
      requireNonNull(ready.get("inference"))[i] = inference;
      requireNonNull(ready.get("ranking"))[i] = ranking;
      transition[i] = between;
      double training = Math.max(0, SampleDemand.NODES - inference - ranking - between);
      requireNonNull(ready.get("training"))[i] = training;
      waiting = Math.max(0, waiting + random.nextDouble(-40, 41) + (30 - training));
      queued[i] = waiting;
      busy[i] = training * SampleDemand.GPUS_PER_NODE * (waiting > 0 ? 0.98 : 0.8);
    }
    return new Timeline(Duration.ofMinutes(10), ready, demand.byClass(), transition, queued, busy);
  }

  private double split(double peak, double tuned) {
    return policy.equals("static-peak") ? peak : tuned;
  }

  private static double ahead(SplittableRandom random, double wanted) {
    return Math.ceil(wanted + random.nextDouble(-0.02, 1));
  }

  private static JobStatistics jobs(SplittableRandom random) {
    TreeMap<String, Distribution> queueing = new TreeMap<>();
    TreeMap<String, Distribution> completion = new TreeMap<>();
    for (String size : List.of("1", "2-7", ">=8")) {
      queueing.put(size, spread(random, 20, 0.4));
      completion.put(size, spread(random, 2400, 0.7));
    }
    return new JobStatistics(
        spread(random, 30, 0.5), spread(random, 2600, 0.8), queueing, completion, 0.0123456789);
  }

  private static Distribution spread(SplittableRandom random, double scale, double tail) {
    long[] seconds = new long[400];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = (long) (scale * Math.exp(tail * 5 * random.nextDouble() * random.nextDouble()));
    }
    return Distribution.ofSeconds(seconds);
  }

  private static WasteIdentity waste(
      Timeline timeline, SampleDemand demand, double goodput, double lost) {
    TreeMap<String, Double> served = new TreeMap<>();
    double idle = 0;
    for (String name : List.of("inference", "ranking")) {
      double met = 0;
      for (int i = 0; i < SampleDemand.INTERVALS; i++) {
        double ready = requireNonNull(timeline.readyNodes().get(name))[i];
        double wanted = name.equals("ranking") ? demand.ranking(i) : demand.inference(i);
        met += Math.min(ready, wanted) * 8 / 6;
        idle += Math.max(0, ready - wanted) * 8 / 6;
      }
      served.put(name, met);
    }
    double total = SampleDemand.NODES * SampleDemand.GPUS_PER_NODE * SampleDemand.HOURS;
    double transition = DoubleStream.of(timeline.transitionNodes()).sum() * 8 / 6;
    double restart = lost / 7;
    double known =
        goodput
            + requireNonNull(served.get("inference"))
            + requireNonNull(served.get("ranking"))
            + idle
            + transition;
    double rest = total - known - lost - restart;
    return new WasteIdentity(
        total, goodput, served, idle, rest * 0.6, rest * 0.4, transition, lost, restart, 0);
  }
}
