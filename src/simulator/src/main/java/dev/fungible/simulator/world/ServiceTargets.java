package dev.fungible.simulator.world;

import dev.fungible.simulator.result.Attainment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/** The service-level targets of the benchmark. */
final class ServiceTargets {

  private static final double RANKING_DEMAND = 0.999;
  private static final double OTHER_DEMAND = 0.995;
  private static final double TIME = 0.98;

  private ServiceTargets() {}

  /** The targets that were missed, each with what was attained. */
  static List<String> missed(SortedMap<String, Attainment> attainment) {
    List<String> missed = new ArrayList<>();
    attainment.forEach(
        (name, attained) -> {
          double least = name.equals("ranking") ? RANKING_DEMAND : OTHER_DEMAND;
          if (attained.demand() < least) {
            missed.add(text(name, "demand attainment", attained.demand(), least));
          }
          if (attained.time() < TIME) {
            missed.add(text(name, "time attainment", attained.time(), TIME));
          }
        });
    return missed;
  }

  private static String text(String name, String what, double attained, double least) {
    // Cut, not rounded: a near miss must not read as if it were met.
    double cut = Math.floor(attained * 1e4 + 1e-9) / 1e4;
    return String.format(Locale.ROOT, "%s %s %.4f < %s", name, what, cut, least);
  }
}
