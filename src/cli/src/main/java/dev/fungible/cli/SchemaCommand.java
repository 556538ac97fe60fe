package dev.fungible.cli;

import dev.fungible.configuration.ConfigurationSchema;
import dev.fungible.configuration.PolicyRegistry;
import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the JSON Schema of configurations. */
@Command(
    name = "schema",
    description = "Prints the JSON Schema of configurations, for editors.",
    mixinStandardHelpOptions = true)
final class SchemaCommand implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    PolicyRegistry registry = PolicyRegistry.load(SchemaCommand.class.getClassLoader());
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.print(new ConfigurationSchema(registry).json());
    out.flush();
  }
}
