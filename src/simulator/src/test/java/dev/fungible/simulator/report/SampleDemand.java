package dev.fungible.simulator.report;

import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Eight days of diurnal demand in steps of ten minutes. */
final class SampleDemand {

  static final int NODES = 64;
  static final int GPUS_PER_NODE = 8;
  static final int INTERVALS = 8 * 144;
  static final double HOURS = 192;

  private final double[] inference = new double[INTERVALS];
  private final double[] ranking = new double[INTERVALS];

  SampleDemand(long seed) {
    var random = new SplittableRandom(seed);
    double drift = 0;
    for (int i = 0; i < INTERVALS; i++) {
      double day = Math.sin(2 * Math.PI * (i % 144 - 54) / 144.0);
      boolean weekend = i / 144 % 7 >= 5;
      drift = 0.92 * drift + random.nextDouble(-0.4, 0.4);
      double scale = weekend ? 0.75 : 1;
      inference[i] = Math.max(2, scale * (15 + 10.5 * day) + drift);
      ranking[i] = Math.max(1.5, scale * (6.5 + 2.6 * day) + random.nextDouble(-0.3, 0.3));
    }
  }

  double inference(int interval) {
    return inference[interval];
  }

  double ranking(int interval) {
    return ranking[interval];
  }

  SortedMap<String, double[]> byClass() {
    TreeMap<String, double[]> byClass = new TreeMap<>();
    byClass.put("inference", inference.clone());
    byClass.put("ranking", ranking.clone());
    return byClass;
  }
}
