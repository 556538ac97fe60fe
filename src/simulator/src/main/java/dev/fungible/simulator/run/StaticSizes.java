package dev.fungible.simulator.run;

import dev.fungible.simulator.trace.DemandTrace;
import dev.fungible.simulator.world.Scenario;
import java.util.SortedMap;
import java.util.TreeMap;

/** The splits by hand that a report compares with: nodes of each serving class, for good. */
final class StaticSizes {

  private StaticSizes() {}

  /** Enough for the peak of each class. */
  static SortedMap<String, Integer> atPeak(Scenario scenario) {
    SortedMap<String, Integer> result = new TreeMap<>();
    DemandTrace trace = scenario.demand();
    for (int i = 0; i < trace.classes().size(); i++) {
      result.put(trace.classes().get(i), (int) Math.ceil(trace.peak(i)));
    }
    return result;
  }

  /**
   * The fewest nodes of each class that serve such a share of its demand over the whole trace, the
   * warm-up included: a split by hand is sized before the measured days begin.
   */
  static SortedMap<String, Integer> smallest(Scenario scenario, double demandAttainment) {
    SortedMap<String, Integer> result = new TreeMap<>();
    DemandTrace trace = scenario.demand();
    for (int i = 0; i < trace.classes().size(); i++) {
      int nodes = 0;
      while (attainment(trace, i, nodes) < demandAttainment) {
        nodes++;
      }
      result.put(trace.classes().get(i), nodes);
    }
    return result;
  }

  private static double attainment(DemandTrace trace, int column, int nodes) {
    double met = 0;
    double demanded = 0;
    for (int step = 0; step < trace.steps(); step++) {
      met += Math.min(nodes, trace.nodes(column, step));
      demanded += trace.nodes(column, step);
    }
    return demanded == 0 ? 1 : met / demanded;
  }
}
