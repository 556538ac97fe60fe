package dev.fungible.simulator.report;

import dev.fungible.simulator.account.Account;
import dev.fungible.simulator.account.Moves;
import dev.fungible.simulator.account.Report;
import dev.fungible.simulator.replay.Gain;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** What an account says in words. */
final class AccountWords {

  private AccountWords() {}

  /** Who measured, and how much of the time. */
  static String setting(Account account) {
    return String.format(
        Locale.ROOT,
        "%s; the operator saw %.1f of %.1f hours (%.1f %%); %s GPUs on average",
        account.source(),
        account.observedHours(),
        account.period().hours(),
        100 * account.observed(),
        Figures.number(account.capacityGpuHours() / account.observedHours(), 0));
  }

  /** Whether the parts add up. */
  static String closing(Account account) {
    return String.format(
        Locale.ROOT,
        "Capacity %s GPU-h; the parts differ from it by %.4f %%. Lost is a part of what was held.",
        Figures.number(account.capacityGpuHours(), 1),
        100 * account.wasteError());
  }

  /** All moves as one. */
  static Moves sum(Collection<Moves> all) {
    double[] sums = new double[6];
    OptionalDouble preempting = OptionalDouble.empty();
    double seconds = 0;
    double timed = 0;
    for (Moves moves : all) {
      double[] parts = {
        moves.started(),
        moves.finished(),
        moves.rolledBack(),
        moves.failed(),
        moves.reversed(),
        moves.lost()
      };
      for (int i = 0; i < sums.length; i++) {
        sums[i] += parts[i];
      }
      if (moves.preempting().isPresent()) {
        preempting = OptionalDouble.of(preempting.orElse(0) + moves.preempting().getAsDouble());
      }
      if (moves.meanSeconds().isPresent()) {
        seconds += moves.finished() * moves.meanSeconds().getAsDouble();
        timed += moves.finished();
      }
    }
    OptionalDouble mean = timed > 0 ? OptionalDouble.of(seconds / timed) : OptionalDouble.empty();
    return new Moves(sums[0], sums[1], sums[2], sums[3], sums[4], preempting, sums[5], mean);
  }

  /** What the replay takes for granted. */
  static String assumptions(Gain gain, Account account) {
    List<String> said = new ArrayList<>();
    gain.cases()
        .getFirst()
        .splits()
        .forEach(row -> said.add(row.name() + ": " + row.description()));
    return String.join("; ", said)
        + ". Splits know the demand of all these days beforehand, as nobody does. "
        + guessed(gain)
        + "Measured, training kept "
        + Figures.number(account.trainingPerDay(), 1)
        + " GPU-h a day.";
  }

  private static String guessed(Gain gain) {
    return gain.cases().size() == 1
        ? ""
        : "Prometheus does not know the jobs, so they are guessed twice: as much work as was seen,"
            + " in jobs of a node and an hour, which a split can catch up with in quiet hours; and"
            + " work without end, like what waited. Neither is sure to bound the truth. ";
  }

  /** What moves cost and gained, in a sentence or two. */
  static String verdict(Report report) {
    Account account = report.account();
    String cost =
        String.format(
            Locale.ROOT,
            "%s moves cost %s GPU-h of lost work and %s GPU-h in transition, %.2f %% of the"
                + " capacity.",
            Figures.number(sum(account.moves().values()).finished(), 0),
            Figures.number(account.lostGpuHours(), 1),
            Figures.number(account.total().shifting(), 1),
            100
                * (account.lostGpuHours() + account.total().shifting())
                / account.capacityGpuHours());
    Gain gain = report.gain();
    return gain == null ? cost : cost + " " + gained(gain);
  }

  private static String gained(Gain gain) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Gain.Case one : gain.cases()) {
      Gain.Row split = one.splits().getFirst();
      double perDay = one.perDay(split);
      low = Math.min(low, one.range(split).map(Gain.Range::low).orElse(perDay));
      high = Math.max(high, one.range(split).map(Gain.Range::high).orElse(perDay));
    }
    String split = gain.cases().getFirst().splits().getFirst().name();
    boolean dear = high < 0;
    String range =
        "Against "
            + split
            + ", moving nodes "
            + (dear ? "took from training" : "gave training")
            + " between "
            + Figures.number(dear ? -high : low, 1)
            + " and "
            + Figures.number(dear ? -low : high, 1)
            + " GPU-h a day"
            + (low <= 0 && high >= 0 ? ": no gain is sure" : "");
    range += served(gain);
    return gain.wholeDays() < 3
        ? range + "; with " + gain.wholeDays() + " whole days, chance is not judged."
        : range + ", chance included" + (gain.cases().size() == 1 ? "." : " and jobs guessed.");
  }

  /** Work that users paid for is no gain: who served less is told. */
  private static String served(Gain gain) {
    Gain.Case first = gain.cases().getFirst();
    Gain.Row split = first.splits().getFirst();
    List<String> told = new ArrayList<>();
    for (String name : gain.past().demand().classes()) {
      String moving = Figures.share(first.moving().demandAttainment(name));
      String still = Figures.share(split.demandAttainment(name));
      if (!moving.equals(still)) {
        told.add(moving + " of the demand of " + name + " and the split " + still);
      }
    }
    return told.isEmpty() ? "" : " (it met " + String.join(", ", told) + ")";
  }
}
