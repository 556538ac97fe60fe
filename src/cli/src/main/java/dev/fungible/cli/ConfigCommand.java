package dev.fungible.cli;

import dev.fungible.configuration.ConfigurationExplanation;
import dev.fungible.configuration.PolicyRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says things about configurations. */
@Command(
    name = "config",
    description = "Says what a configuration means.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class ConfigCommand {

  @Spec private @Nullable CommandSpec spec;

  @Command(
      name = "explain",
      description = "Prints every setting of a document, or inherited by it, and what that does.",
      mixinStandardHelpOptions = true)
  int explain(
      @Parameters(
              paramLabel = "FILE",
              arity = "0..1",
              description =
                  "A document, or the manifest of a ConfigMap that holds one; - reads stdin."
                      + " Without it: the defaults.")
          @Nullable String file)
      throws IOException {
    ConfigurationExplanation explanation =
        new ConfigurationExplanation(PolicyRegistry.load(ConfigCommand.class.getClassLoader()));
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (file == null) {
      out.print(explanation.ofDefaults());
    } else {
      DocumentInput input = DocumentInput.read(file);
      out.print(explanation.of(input.source(), input.bytes()));
    }
    out.flush();
    return 0;
  }
}
