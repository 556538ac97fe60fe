package dev.fungible.simulator.replay;

import dev.fungible.simulator.replay.DayBootstrap.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A replay as a table for terminals, which says no more than its days allow. */
public final class ReplayText {

  /** With fewer whole days there is nothing to draw from. */
  private static final int FEWEST_DAYS = 3;

  private static final int ALL_DAYS = 7;

  private final Replay replay;

  private ReplayText(Replay replay) {
    this.replay = replay;
  }

  /** The replay as text that ends with a line feed. */
  public static String render(Replay replay) {
    return new ReplayText(replay).text();
  }

  private String text() {
    RecordedPast past = replay.past();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%.1f days from %s, %d nodes of %d GPUs; %.0f %% of the time somebody looked%n",
            days(),
            past.start(),
            past.nodes(),
            past.gpusPerNode(),
            100 * past.remembered()));
    past.notes().forEach(note -> text.append("Note: ").append(note).append('\n'));
    replay.notes().forEach(note -> text.append("Note: ").append(note).append('\n'));
    text.append('\n').append(table()).append('\n').append(verdict());
    return text.toString();
  }

  private double days() {
    return replay.current().stream().mapToDouble(DayTotals::days).sum();
  }

  private List<DayTotals> whole(List<DayTotals> days) {
    return days.stream().filter(day -> day.days() == 1).toList();
  }

  private boolean canTell() {
    return whole(replay.current()).size() >= FEWEST_DAYS;
  }

  private List<Figure> figures() {
    return Figure.all(replay.past().demand().classes());
  }

  private Interval interval(Figure figure) {
    return DayBootstrap.difference(figure, whole(replay.current()), whole(replay.candidate()));
  }

  private String table() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "current", "candidate", "difference", canTell() ? "90 % of chance" : ""));
    for (Figure figure : figures()) {
      double before = figure.of().applyAsDouble(replay.current());
      double after = figure.of().applyAsDouble(replay.candidate());
      String chance = "";
      if (canTell()) {
        Interval interval = interval(figure);
        chance =
            signed(interval.low(), figure)
                + " to "
                + signed(interval.high(), figure)
                + (interval.excludesZero() ? " *" : "  ");
      }
      rows.add(
          List.of(
              figure.name(),
              number(before, figure),
              number(after, figure),
              signed(after - before, figure),
              chance));
    }
    return lay(rows);
  }

  private String verdict() {
    int whole = whole(replay.current()).size();
    if (!canTell()) {
      return "There are "
          + whole
          + " whole days, too few to tell a difference from chance: "
          + FEWEST_DAYS
          + " at least.\nRead this as what would have happened then, not as what will.\n";
    }
    List<String> sure =
        figures().stream()
            .filter(figure -> interval(figure).excludesZero())
            .map(this::sentence)
            .toList();
    String told =
        sure.isEmpty()
            ? "No difference is larger than what these days differ among themselves.\n"
            : "* unlikely to be chance: " + String.join("; ", sure) + ".\n";
    String thin =
        whole < ALL_DAYS
            ? "Only " + whole + " whole days: days of the week that are missing are not judged.\n"
            : "";
    return told + thin;
  }

  private String sentence(Figure figure) {
    double difference =
        figure.of().applyAsDouble(replay.candidate()) - figure.of().applyAsDouble(replay.current());
    return figure.name() + (difference > 0 == figure.higherIsBetter() ? " better" : " worse");
  }

  private static String number(double value, Figure figure) {
    if (figure.isShare()) {
      // Cut, not rounded: a near miss must not read as if it were met.
      return String.format(Locale.ROOT, "%.4f", Math.floor(value * 1e4 + 1e-9) / 1e4);
    }
    return String.format(Locale.ROOT, "%,." + figure.decimals() + "f", value);
  }

  private static String signed(double value, Figure figure) {
    return String.format(Locale.ROOT, "%+,." + figure.decimals() + "f", value);
  }

  private static String lay(List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        int column = i;
        int width = rows.stream().mapToInt(other -> other.get(column).length()).max().orElse(0);
        String padding = " ".repeat(width - row.get(i).length());
        line.append(i == 0 ? row.get(i) + padding : "  " + padding + row.get(i));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
