package dev.fungible.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.simulator.result.RunResult;
import dev.fungible.simulator.result.SimulationResult;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextReportTest {

  private static final SimulationResult SAMPLE = SampleResult.of(7);

  @ParameterizedTest
  @ValueSource(ints = {80, 100, 160})
  void keepsToTheWidth(int width) {
    assertThat(TextReport.render(SAMPLE, width, false).lines())
        .allSatisfy(
            line -> assertThat(line.codePointCount(0, line.length())).isLessThanOrEqualTo(width));
  }

  @Test
  void showsPoliciesInTheOrderGivenAndThenTheOracle() {
    List<String> lines = TextReport.render(SAMPLE, 100, false).lines().toList();
    int previous = -1;
    for (RunResult row : SAMPLE.rows()) {
      int line = lineThatStarts(lines, row.policy());
      assertThat(line).isGreaterThan(previous);
      previous = line;
    }
    assertThat(lines.get(lineThatStarts(lines, "oracle"))).contains("1.000", "56,685");
  }

  @Test
  void marksTheBestFeasiblePolicyAndTheStaticLinesButNotTheOneThatSeesTheFuture() {
    assertThat(TextReport.render(SAMPLE, 100, false))
        .contains("* default ", "= static-peak ", "= static-tuned ", "^ clairvoyant ");
  }

  @Test
  void givesAnInfeasibleRowNoRatioButItsMissedTargets() {
    List<String> lines = TextReport.render(SAMPLE, 100, false).lines().toList();
    int lyra = lineThatStarts(lines, "lyra");
    assertThat(lines.get(lyra)).contains("infeasible").doesNotContain("0.921 ");
    assertThat(lines.get(lyra + 1).strip()).isEqualTo("missed: SA inference 0.9921 < 0.9950");
  }

  @Test
  void cutsSharesSoThatAMissNeverReadsAsMet() {
    assertThat(Figures.share(0.99899999)).isEqualTo("0.9989");
    assertThat(Figures.share(0.999)).isEqualTo("0.9990");
    assertThat(Figures.share(0.99996)).isEqualTo("0.9999");
  }

  @Test
  void colorsOnlyWhereAsked() {
    assertThat(TextReport.render(SAMPLE, 100, false)).doesNotContain("\u001b");
    assertThat(TextReport.render(SAMPLE, 100, true)).contains("\u001b[1;32m* default");
  }

  @Test
  void keepsEscapeSequencesInNamesFromTheTerminal() {
    RunResult hostile =
        SampleResult.renamed(SAMPLE.rows().get(0), "evil\u001b[2J", "", List.of("miss\u0007ed"));
    var result = SampleResult.with(SAMPLE, SAMPLE.oracle(), List.of(hostile));
    assertThat(TextReport.render(result, 100, false)).doesNotContain("\u001b").contains("evil?[2J");
  }

  @Test
  void saysInASentenceWhatWasGained() {
    assertThat(sentence(SAMPLE))
        .startsWith("default meets every service-level target and keeps 95.1\u00a0%")
        .contains("more than static-peak", "more than static-tuned (infeasible)");
  }

  @Test
  void saysPlainlyThatTheSubjectIsInfeasibleAndWhoIsBest() {
    RunResult missing =
        SampleResult.renamed(
            SAMPLE.rows().get(0), "default", "", List.of("SA ranking 0.99 < 0.999"));
    var rows = List.of(SAMPLE.rows().get(4), missing, SAMPLE.rows().get(8));
    assertThat(sentence(SampleResult.with(SAMPLE, SAMPLE.oracle(), rows)))
        .startsWith("default is infeasible: it misses SA ranking 0.99 < 0.999")
        .contains("hysteresis with R = 0.908")
        .doesNotContain("0.951");
  }

  @Test
  void namesABetterPolicyThanTheSubject() {
    var rows = List.of(SAMPLE.rows().get(7), SAMPLE.rows().get(4));
    assertThat(sentence(SampleResult.with(SAMPLE, SAMPLE.oracle(), rows)))
        .startsWith("demand meets")
        .endsWith("Better still is hysteresis with R = 0.908 (51,470 GPU-h).");
  }

  @Test
  void doesWithoutAnOracleAndWithoutRows() {
    var none = SampleResult.with(SAMPLE, OptionalDouble.empty(), SAMPLE.rows());
    assertThat(TextReport.render(none, 100, false))
        .contains("no oracle, no R")
        .doesNotContain("1.000");
    var empty = SampleResult.with(SAMPLE, OptionalDouble.empty(), List.of());
    assertThat(TextReport.render(empty, 100, false)).contains("No policy was simulated.");
  }

  private static String sentence(SimulationResult result) {
    return new Headline(result).sentence();
  }

  /** The first line that names the policy after its mark of two characters. */
  private static int lineThatStarts(List<String> lines, String policy) {
    return IntStream.range(0, lines.size())
        .filter(line -> lines.get(line).startsWith(policy + " ", 2))
        .findFirst()
        .orElseThrow();
  }
}
