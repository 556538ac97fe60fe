package dev.fungible.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.configuration.Configuration;
import dev.fungible.configuration.PolicyRegistry;
import dev.fungible.scheduler.plan.GuardrailSettings;
import dev.fungible.scheduler.plan.PlannerSettings;
import dev.fungible.simulator.sweep.SweepDocument;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The sweep that people start from to see what each part is worth. */
class AblationTest {

  private static final Path FILE = Path.of("../../deploy/sweeps/ablation.yaml");

  /** Windows and ages say how a guardrail works, limits and frozen times are each user's own. */
  private static final List<String> NO_PART =
      List.of("limits", "reversalWindow", "rateWindow", "maxSnapshotAge", "frozen");

  @Test
  void everyShippedPolicyAndEveryGuardrailIsTakenAway() throws IOException {
    PolicyRegistry registry = PolicyRegistry.load(getClass().getClassLoader());
    SweepDocument document = SweepDocument.read(FILE.toString(), Files.readAllBytes(FILE));

    assertThat(document.parameters())
        .containsKeys(
            Configuration.defaults(registry).policies().stream()
                .map(policy -> "policies[" + policy.name() + "]")
                .toArray(String[]::new))
        .containsKeys(paths("guardrails", GuardrailSettings.class))
        .containsKeys(paths("planner", PlannerSettings.class));
  }

  @Test
  void everyTrialIsAConfigurationThatCanBeUsedWithTheSampleToo() {
    StringWriter out = new StringWriter();
    CommandLine command = Fungible.commandLine().setOut(new PrintWriter(out, true));

    int exit =
        command.execute("sweep", FILE.toString(), "--demo", "--emit-job=all", "--image=fungible");

    assertThat(exit).isZero();
    assertThat(out.toString()).contains("demo: true", "flash-crowd");
  }

  private static String[] paths(String section, Class<? extends Record> settings) {
    return Stream.of(settings)
        .flatMap(type -> Arrays.stream(type.getRecordComponents()))
        .map(RecordComponent::getName)
        .filter(name -> !NO_PART.contains(name))
        .map(name -> section + "." + name)
        .toArray(String[]::new);
  }
}
