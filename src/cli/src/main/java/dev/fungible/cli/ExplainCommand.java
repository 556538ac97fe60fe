package dev.fungible.cli;

import dev.fungible.simulator.report.ExplainText;
import dev.fungible.simulator.report.PolicyMove;
import dev.fungible.simulator.report.RecordsReport;
import dev.fungible.snapshot.DecisionRecord;
import dev.fungible.snapshot.explain.ClassStory;
import dev.fungible.snapshot.explain.GangStory;
import dev.fungible.snapshot.explain.Known;
import dev.fungible.snapshot.explain.NodeStory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says why things are as they are: moves, nodes, classes, gangs. */
@Command(
    name = "explain",
    description = {
      "Says why a node, a class or a gang is as it is, or why nodes moved.",
      "With node, class or gang and a name: in a cluster, or in records of decisions (--records).",
      "With a FILE of records: one of its moves (--move), or which moves there are."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ExplainCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "Records of decisions, as fungible simulate --records or an operator writes.")
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
    if (file == null) {
      throw new ParameterException(
          command().commandLine(), "Missing: FILE, or one of node, class, gang and a name");
    }
    List<DecisionRecord> chosen = ExplainSource.records("FILE", file, policy);
    List<PolicyMove> moves =
        RecordsReport.moves(chosen).stream()
            .filter(move -> node == null || move.move().node().equals(node))
            .toList();
    PrintWriter out = command().commandLine().getOut();
    if (number == null) {
      moves.forEach(move -> out.println(line(move)));
      String run = chosen.isEmpty() ? "nobody" : chosen.getFirst().run();
      out.println(moves.size() + " moves of " + run + "; --move NUMBER explains one");
    } else {
      out.print(ExplainText.render(find(moves, number), Terminal.WIDTH, Terminal.isInteractive()));
    }
    out.flush();
    return 0;
  }

  /** An answer about something of that name. */
  private interface Answer {
    String of(Known known, String name, int width);
  }

  @Command(
      name = "node",
      description = "Who holds a node, since when, why it last moved, what is wanted next.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int node(
      @Parameters(paramLabel = "NAME", description = "Its name.") String name,
      @Mixin ExplainSource source)
      throws IOException {
    return print(NodeStory::of, name, source);
  }

  @Command(
      name = "class",
      description = "What a class holds, who bids what for it, why it did not get more.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int workloadClass(
      @Parameters(paramLabel = "NAME", description = "Its name.") String name,
      @Mixin ExplainSource source)
      throws IOException {
    return print(ClassStory::of, name, source);
  }

  @Command(
      name = "gang",
      description = "Where a gang runs or why it waits, what was taken from it, when it returns.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int gang(
      @Parameters(
              paramLabel = "NAME",
              description = "Its name, like team/job/train, or the end of it where that is enough.")
          String name,
      @Mixin ExplainSource source)
      throws IOException {
    return print(GangStory::of, name, source);
  }

  private int print(Answer answer, String name, ExplainSource source) throws IOException {
    PrintWriter out = command().commandLine().getOut();
    out.print(answer.of(source.read(), name, Terminal.WIDTH));
    out.flush();
    return 0;
  }

  private CommandSpec command() {
    return Objects.requireNonNull(spec);
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

  private static String line(PolicyMove listed) {
    var move = listed.move();
    return String.format(
        Locale.ROOT,
        "%5d  %s  %s  %s -> %s  %s %s  %.2f GPU-h lost",
        move.number(),
        ExplainText.moment(move.at()),
        move.node(),
        move.from(),
        move.to(),
        move.tier(),
        move.disruption(),
        move.lostGpuHours());
  }
}
