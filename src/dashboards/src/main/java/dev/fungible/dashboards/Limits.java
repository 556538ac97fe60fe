package dev.fungible.dashboards;

import java.util.ArrayList;
import java.util.List;

/**
 * From where on a number is good or bad. Colours are Grafana's names, which suit its light and its
 * dark theme.
 *
 * @param steps from the lowest; the first holds from below
 * @param drawn whether lines show them in a graph
 */
public record Limits(List<Step> steps, boolean drawn) {

  /**
   * One range of numbers, up to the next.
   *
   * @param from where it begins; not used of the first
   */
  public record Step(String colour, double from) {}

  /** Nothing is good or bad. */
  public static final Limits NONE = new Limits(List.of(new Step("text", 0)), false);

  private static final String GOOD = "green";
  private static final String DOUBTFUL = "orange";
  private static final String BAD = "red";

  public Limits {
    steps = List.copyOf(steps);
  }

  /** Whether the least numbers are the worst. */
  boolean isBadFromBelow() {
    String least = steps.getFirst().colour();
    return least.equals(BAD) || least.equals(DOUBTFUL);
  }

  /** More is worse. */
  static Limits doubtfulFrom(double doubtful) {
    return new Limits(List.of(new Step(GOOD, 0), new Step(DOUBTFUL, doubtful)), true);
  }

  /** More is worse, and bad from there on. */
  static Limits badFrom(double bad) {
    return new Limits(List.of(new Step(GOOD, 0), new Step(BAD, bad)), true);
  }

  /** Less is worse, and bad below that. */
  static Limits badBelow(double bad) {
    return new Limits(List.of(new Step(BAD, 0), new Step(GOOD, bad)), true);
  }

  /** Less is worse, and doubtful below that. */
  static Limits doubtfulBelow(double doubtful) {
    return new Limits(List.of(new Step(DOUBTFUL, 0), new Step(GOOD, doubtful)), true);
  }

  /** Bad from a higher number on; doubtful between. */
  Limits andBadFrom(double bad) {
    List<Step> all = new ArrayList<>(steps);
    all.add(new Step(BAD, bad));
    return new Limits(all, drawn);
  }

  /** Good from a higher number on; doubtful between. */
  Limits andGoodFrom(double good) {
    double doubtful = steps.getLast().from();
    return new Limits(
        List.of(new Step(BAD, 0), new Step(DOUBTFUL, doubtful), new Step(GOOD, good)), drawn);
  }
}
