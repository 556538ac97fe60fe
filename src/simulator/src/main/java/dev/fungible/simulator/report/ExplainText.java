package dev.fungible.simulator.report;

import dev.fungible.simulator.result.MoveRecord;
import dev.fungible.snapshot.Prose;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Why one move happened, for people at a terminal. */
public final class ExplainText {

  private static final Duration LONGEST_SIMULATION = Duration.ofDays(10 * 365);

  private ExplainText() {}

  /**
   * The explanation as text that ends with a line feed.
   *
   * @param width characters a line
   * @param color whether to use ANSI escape sequences
   */
  public static String render(PolicyMove explained, int width, boolean color) {
    MoveRecord move = explained.move();
    StringBuilder text = new StringBuilder();
    String title =
        "Move %d of %s, %s: %s goes from %s to %s"
            .formatted(
                move.number(),
                explained.policy(),
                moment(move.at()),
                move.node(),
                move.from(),
                move.to());
    text.append(Style.BOLD.paint(Prose.plain(title), color)).append("\n\n");
    text.append(Prose.wrap("Why        ", move.reason() + " (tier " + move.tier() + ")", width));
    text.append(Prose.wrap("Price      ", price(move), width));
    list(text, "Bids", move.bids(), "none: the move returns what nobody asks for", width);
    list(text, "Allocation", move.allocation(), "none", width);
    list(text, "Instead of", move.alternatives(), "no other node came into question", width);
    list(text, "Refused", move.rejections(), "nothing: no limit stood in the way", width);
    return text.toString();
  }

  /**
   * When it was: the day and hour of a simulation, which begins in 1970, or a date.
   *
   * @param at since then
   */
  public static String moment(Duration at) {
    return at.compareTo(LONGEST_SIMULATION) < 0
        ? Figures.moment(at)
        : Instant.EPOCH.plus(at).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String price(MoveRecord move) {
    String lost = Figures.number(move.lostGpuHours(), 2) + " GPU-h lost";
    String gangs = String.join(", ", move.gangs());
    return switch (move.disruption().toUpperCase(Locale.ROOT)) {
      case "IDLE" -> "none: the node was idle";
      case "SHRINK" -> "shrinks " + gangs + "; " + lost;
      case "PREEMPT" -> "preempts " + gangs + "; " + lost;
      default -> move.disruption() + " " + gangs + "; " + lost;
    };
  }

  private static void list(
      StringBuilder text, String title, List<String> lines, String none, int width) {
    String first = String.format(Locale.ROOT, "%-11s", title);
    if (lines.isEmpty()) {
      text.append(Prose.wrap(first, none, width));
      return;
    }
    for (String line : lines) {
      text.append(Prose.wrap(first + "- ", line, width));
      first = " ".repeat(first.length());
    }
  }
}
