package dev.fungible.cli;

import dev.fungible.simulator.report.ExplainText;
import dev.fungible.simulator.report.MovesReport;
import dev.fungible.simulator.report.PolicyMove;
import dev.fungible.simulator.result.MoveRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains moves of a simulation. */
@Command(
    name = "explain",
    description = "Prints why a move happened; without --move, which moves there are.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ExplainCommand implements Callable<Integer> {

  private static final String SHOWN_BY_DEFAULT = "default";

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "What fungible simulate --moves wrote.")
  private @Nullable Path file;

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      description = "Moves of this policy (default, or the only one in the file).")
  private @Nullable String policy;

  @Option(names = "--node", paramLabel = "NAME", description = "Only moves of this node.")
  private @Nullable String node;

  @Option(names = "--move", paramLabel = "NUMBER", description = "The move to explain.")
  private @Nullable Integer number;

  @Override
  public Integer call() throws IOException {
    Path source = Objects.requireNonNull(file);
    if (!Files.isRegularFile(source)) {
      throw new BadOption("FILE", source, "a file that fungible simulate --moves wrote");
    }
    List<PolicyMove> all = MovesReport.read(source);
    String chosen = policy(all);
    List<PolicyMove> moves =
        all.stream()
            .filter(move -> move.policy().equals(chosen))
            .filter(move -> node == null || move.move().node().equals(node))
            .toList();
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (number == null) {
      moves.forEach(move -> out.println(line(move.move())));
      out.println(moves.size() + " moves of " + chosen + "; --move NUMBER explains one");
    } else {
      out.print(ExplainText.render(find(moves, number), Terminal.WIDTH, Terminal.isInteractive()));
    }
    out.flush();
    return 0;
  }

  private String policy(List<PolicyMove> all) {
    TreeSet<String> names = new TreeSet<>();
    all.forEach(move -> names.add(move.policy()));
    String wanted =
        policy != null ? policy : names.size() == 1 ? names.getFirst() : SHOWN_BY_DEFAULT;
    if (!names.contains(wanted)) {
      throw new BadOption("--policy", wanted, "one of " + names);
    }
    return wanted;
  }

  private static PolicyMove find(List<PolicyMove> moves, int number) {
    return moves.stream()
        .filter(move -> move.move().number() == number)
        .findFirst()
        .orElseThrow(
            () ->
                new BadOption(
                    "--move",
                    number,
                    "the number of one of " + moves.size() + " moves; leave it out to list them"));
  }

  private static String line(MoveRecord move) {
    return String.format(
        Locale.ROOT,
        "%5d  day %d %02d:%02d  %s  %s -> %s  %s %s  %.2f GPU-h lost",
        move.number(),
        move.at().toDays() + 1,
        move.at().toHoursPart(),
        move.at().toMinutesPart(),
        move.node(),
        move.from(),
        move.to(),
        move.tier(),
        move.disruption(),
        move.lostGpuHours());
  }
}
