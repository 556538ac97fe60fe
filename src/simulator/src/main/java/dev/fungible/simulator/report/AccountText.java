package dev.fungible.simulator.report;

import dev.fungible.simulator.account.Account;
import dev.fungible.simulator.account.Account.Pair;
import dev.fungible.simulator.account.Day;
import dev.fungible.simulator.account.Held;
import dev.fungible.simulator.account.Moves;
import dev.fungible.simulator.account.Report;
import dev.fungible.simulator.account.Service;
import dev.fungible.simulator.replay.Gain;
import dev.fungible.simulator.trace.TextTable;
import dev.fungible.snapshot.Prose;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An account of some days as tables for terminals. */
public final class AccountText {

  private final Account account;
  private final Report report;
  private final int width;
  private final boolean color;

  private AccountText(Report report, int width, boolean color) {
    this.report = report;
    this.account = report.account();
    this.width = width;
    this.color = color;
  }

  /**
   * The account as text that ends with a line feed.
   *
   * @param width characters a line of running text
   * @param color whether to use ANSI escape sequences
   */
  public static String render(Report report, int width, boolean color) {
    return new AccountText(report, width, color).text();
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    text.append(Style.BOLD.paint(account.period().text(), color)).append('\n');
    text.append(Prose.wrap("", AccountWords.setting(account), width));
    report.notes().forEach(note -> text.append(Prose.wrap("Note: ", note, width)));
    section(text, "GPU-hours, by where they went", gpuHours());
    text.append(Prose.wrap("", AccountWords.closing(account), width));
    section(text, "Service", services());
    section(text, "Moves", moves());
    section(text, "Days: GPU-hours held, demand met (SA), moves and what they lost", days());
    Gain gain = report.gain();
    if (gain != null) {
      section(text, "Replayed against a split that stays: GPU-hours of training a day", gain(gain));
      text.append(Prose.wrap("", AccountWords.assumptions(gain, account), width));
    }
    text.append('\n').append(Prose.wrap("", AccountWords.verdict(report), width));
    return text.toString();
  }

  private void section(StringBuilder text, String title, TextTable table) {
    text.append('\n').append(Style.BOLD.paint(title, color)).append('\n').append(table);
  }

  private TextTable gpuHours() {
    TextTable table =
        new TextTable(
            "", "held", "idle", "fragmented", "transition", "unhealthy", "sum", "held/sum", "lost");
    account
        .held()
        .forEach(
            (pool, classes) ->
                classes.forEach(
                    (name, held) ->
                        table.row(
                            cells(
                                Prose.plain(pool + " " + name),
                                held,
                                account.lostGpuHours(pool, name)))));
    table.row(cells("all", account.total(), account.lostGpuHours()));
    return table;
  }

  private static String[] cells(String name, Held held, double lost) {
    return new String[] {
      name,
      hours(held.busy()),
      hours(held.idle()),
      hours(held.fragmented()),
      hours(held.shifting()),
      hours(held.unhealthy()),
      hours(held.sum()),
      held.sum() == 0 ? "–" : Figures.number(100 * held.busy() / held.sum(), 1) + " %",
      hours(lost)
    };
  }

  private TextTable services() {
    TextTable table =
        new TextTable("", "wanted GPU-h", "unmet", "SA", "ST", "short for", "borrowed");
    account
        .services()
        .forEach(
            (name, service) ->
                table.row(
                    Prose.plain(name),
                    hours(service.demanded()),
                    hours(service.unmet()),
                    Figures.share(service.demandAttainment()),
                    Figures.share(service.timeAttainment(account.observedHours())),
                    Figures.duration(Duration.ofSeconds(Math.round(3600 * service.unmetHours()))),
                    hours(account.borrowed().getOrDefault(name, 0.0))));
    return table;
  }

  private TextTable moves() {
    TextTable table =
        new TextTable(
            "",
            "started",
            "finished",
            "rolled back",
            "failed",
            "reversed",
            "stopped work",
            "lost GPU-h",
            "mean time");
    account.moves().forEach((pair, moves) -> row(table, name(pair), moves));
    row(table, "all", AccountWords.sum(account.moves().values()));
    return table;
  }

  private static void row(TextTable table, String name, Moves moves) {
    if (moves.started() + moves.finished() + moves.rolledBack() + moves.failed() < 0.5) {
      return;
    }
    table.row(
        name,
        Figures.number(moves.started(), 0),
        Figures.number(moves.finished(), 0),
        Figures.number(moves.rolledBack(), 0),
        Figures.number(moves.failed(), 0),
        Figures.number(moves.reversed(), 0),
        Figures.number(moves.preempting().orElse(Double.NaN), 0),
        hours(moves.lost()),
        moves.meanSeconds().isPresent()
            ? Figures.duration(Duration.ofSeconds(Math.round(moves.meanSeconds().getAsDouble())))
            : "–");
  }

  private static String name(Pair pair) {
    return Prose.plain(pair.from() + " to " + pair.to());
  }

  private TextTable days() {
    List<String> heading = new ArrayList<>(List.of("", "seen h"));
    account.byClass().keySet().forEach(name -> heading.add(Prose.plain(name)));
    account.services().keySet().forEach(name -> heading.add("SA " + Prose.plain(name)));
    heading.addAll(List.of("moves", "lost"));
    TextTable table = new TextTable(heading.toArray(String[]::new));
    account.days().forEach(day -> table.row(cells(day)));
    return table;
  }

  private String[] cells(Day day) {
    List<String> cells = new ArrayList<>();
    cells.add(day.period().day());
    cells.add(hours(day.observedHours()));
    for (String name : account.byClass().keySet()) {
      cells.add(hours(day.held().getOrDefault(name, Held.NONE).busy()));
    }
    for (String name : account.services().keySet()) {
      Service service = day.services().get(name);
      cells.add(service == null ? "–" : Figures.share(service.demandAttainment()));
    }
    cells.add(Figures.number(day.moves(), 0));
    cells.add(hours(day.lost()));
    return cells.toArray(String[]::new);
  }

  private TextTable gain(Gain gain) {
    List<String> classes = gain.past().demand().classes();
    List<String> heading = new ArrayList<>(List.of("", "training"));
    classes.forEach(name -> heading.add("SA " + Prose.plain(name)));
    classes.forEach(name -> heading.add("ST " + Prose.plain(name)));
    heading.addAll(List.of("gain", "90 % of chance"));
    TextTable table = new TextTable(heading.toArray(String[]::new));
    for (Gain.Case one : gain.cases()) {
      table.row(cells(one.work() + ": " + one.moving().name(), one.moving(), classes, "", ""));
      for (Gain.Row split : one.splits()) {
        String range =
            one.range(split)
                .map(found -> signed(found.low()) + " to " + signed(found.high()))
                .orElse("");
        table.row(cells("  = " + split.name(), split, classes, signed(one.perDay(split)), range));
      }
    }
    return table;
  }

  private static String[] cells(
      String name, Gain.Row row, List<String> classes, String gain, String range) {
    List<String> cells = new ArrayList<>(List.of(name, Figures.number(row.trainingPerDay(), 1)));
    classes.forEach(one -> cells.add(Figures.share(row.demandAttainment(one))));
    classes.forEach(one -> cells.add(Figures.share(row.timeAttainment(one))));
    cells.addAll(List.of(gain, range));
    return cells.toArray(String[]::new);
  }

  private static String signed(double value) {
    return (value >= 0 ? "+" : "") + Figures.number(value, 1);
  }

  private static String hours(double value) {
    return Figures.number(value, 1);
  }
}
