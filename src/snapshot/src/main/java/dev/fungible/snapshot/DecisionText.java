package dev.fungible.snapshot;

import java.util.Locale;

/** The parts of a decision in a line each, for people. */
public final class DecisionText {

  private DecisionText() {}

  /** Who asks for what, and why. */
  public static String of(DecisionRecord.Asked bid) {
    return bid.policy()
        + " bids "
        + bid.nodes()
        + " nodes for "
        + bid.workloadClass()
        + " at "
        + bid.tier()
        + ": "
        + bid.reason();
  }

  /** Who was given what. */
  public static String of(DecisionRecord.Held of, DecisionRecord.Share share) {
    return share.tier() + " " + of.workloadClass() + ": " + share.nodes() + " of " + of.pool();
  }

  /** Who was not given what, and what stood against it. */
  public static String of(DecisionRecord.Unmet shortfall) {
    return shortfall.missing()
        + " of "
        + shortfall.wanted()
        + " nodes for "
        + shortfall.workloadClass()
        + " at "
        + shortfall.tier()
        + " not granted: "
        + shortfall.constraint();
  }

  /** What was granted and does not move now, and why. */
  public static String of(DecisionRecord.Rejected rejection) {
    return rejection.nodes()
        + " nodes for "
        + rejection.to()
        + " at "
        + rejection.tier()
        + " not moved: "
        + rejection.constraint()
        + ", "
        + rejection.reason();
  }

  /** Which node was not chosen, and at what price. */
  public static String of(DecisionRecord.Spared other) {
    return String.format(
        Locale.ROOT,
        "%s of %s (%s, loses %.2f GPU-hours)",
        other.node(),
        other.from(),
        other.disruption(),
        other.lostGpuHours());
  }
}
