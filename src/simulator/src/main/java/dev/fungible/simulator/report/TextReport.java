package dev.fungible.simulator.report;

import dev.fungible.simulator.result.Attainment;
import dev.fungible.simulator.result.RunResult;
import dev.fungible.simulator.result.SimulationResult;
import dev.fungible.snapshot.Prose;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** A result as a table for terminals. Carries no timings. */
public final class TextReport {

  private static final String INFEASIBLE = "infeasible";

  private final SimulationResult result;
  private final Headline headline;
  private final Optional<RunResult> best;

  private TextReport(SimulationResult result) {
    this.result = result;
    this.headline = new Headline(result);
    this.best = headline.best();
  }

  /**
   * The report as text that ends with a line feed.
   *
   * @param width characters a line; columns that do not fit go into further tables below
   * @param color whether to use ANSI escape sequences
   */
  public static String render(SimulationResult result, int width, boolean color) {
    return new TextReport(result).text(width, color);
  }

  private String text(int width, boolean color) {
    StringBuilder text = new StringBuilder();
    text.append(Style.BOLD.paint(Prose.plain(result.scenario()), color)).append('\n');
    text.append(Prose.wrap("", headline.setting(), width));
    result.notes().forEach(note -> text.append(Prose.wrap("Note: ", note, width)));
    var table = new TextTables(result.rows(), this::label, this::style);
    if (result.oracle().isPresent()) {
      table.bound("  oracle");
    }
    text.append('\n').append(table.render(groups(), width, color));
    text.append(Prose.wrap("", legend(), width)).append('\n');
    text.append(Prose.wrap("", headline.sentence(), width));
    return text.toString();
  }

  private String label(RunResult row) {
    boolean winner = isBest(row);
    String mark =
        winner
            ? "* "
            : switch (Role.of(row.policy())) {
              case STATIC -> "= ";
              case CLAIRVOYANT -> "^ ";
              case POLICY -> "  ";
            };
    return mark + Prose.plain(row.policy());
  }

  private boolean isBest(RunResult row) {
    return best.filter(row::equals).isPresent();
  }

  private Style style(RunResult row) {
    if (isBest(row)) {
      return Style.GOOD;
    }
    if (!row.isFeasible()) {
      return Style.BAD;
    }
    return Role.of(row.policy()) == Role.POLICY ? Style.PLAIN : Style.DIM;
  }

  private List<List<Column>> groups() {
    var groups = new ArrayList<List<Column>>();
    groups.add(outcome());
    groups.add(attainments("SA", Attainment::demand));
    groups.add(attainments("ST", Attainment::time));
    groups.add(
        List.of(
            Column.of("moves", "per h", row -> Figures.number(row.movesPerHour(), 2)),
            Column.of("", "reversals", row -> Figures.number(row.reversals(), 0)),
            Column.of("preempted", "per h", row -> Figures.number(row.preemptionsPerHour(), 2)),
            Column.of("lost", "GPU-h", row -> Figures.gpuHours(row.lostGpuHours()))));
    groups.add(
        List.of(
            Column.of("queueing", "mean", row -> Figures.duration(row.jobs().queueing().mean())),
            Column.of("JCT", "mean", row -> Figures.duration(row.jobs().completion().mean())),
            Column.of("", "unfinished", row -> Figures.percent(row.jobs().censoredShare()))));
    return groups;
  }

  private List<Column> outcome() {
    return List.of(
        new Column(
            "",
            "R",
            row -> row.isFeasible() ? Figures.ratio(result.ratioToOracle(row)) : INFEASIBLE,
            "1.000"),
        new Column(
            "goodput",
            "GPU-h",
            row -> Figures.gpuHours(row.goodputGpuHours()),
            Figures.gpuHours(result.oracle().orElse(Double.NaN))));
  }

  private List<Column> attainments(String measure, ToDoubleFunction<Attainment> of) {
    var classes = new TreeSet<String>();
    result.rows().forEach(row -> classes.addAll(row.attainment().keySet()));
    return classes.stream()
        .map(name -> Column.of(measure, Prose.plain(name), row -> attainment(row, name, of)))
        .toList();
  }

  private static String attainment(
      RunResult row, String serving, ToDoubleFunction<Attainment> measure) {
    Attainment attained = row.attainment().get(serving);
    return attained == null ? "–" : Figures.share(measure.applyAsDouble(attained));
  }

  private String legend() {
    return "* best feasible policy, = static split (does nothing), ^ sees the future. "
        + "R: goodput / oracle, valid only when every target holds. "
        + "SA: share of the demand that was met. ST: share of time with all demand met. "
        + (result.oracle().isPresent() ? "" : "No schedule meets all demand: no oracle, no R. ")
        + "JCT: job completion time.";
  }
}
