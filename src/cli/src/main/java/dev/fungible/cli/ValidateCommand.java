package dev.fungible.cli;

import dev.fungible.configuration.Configuration;
import dev.fungible.configuration.ConfigurationReader;
import dev.fungible.configuration.ConfigurationWriter;
import dev.fungible.configuration.PolicyEntry;
import dev.fungible.configuration.PolicyRegistry;
import dev.fungible.configuration.PoolSettings;
import dev.fungible.scheduler.model.WorkloadClass;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says of a configuration what the operator would say. */
@Command(
    name = "validate",
    description = "Says of a configuration what the operator would say.",
    mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      description = "A document, or the manifest of a ConfigMap that holds one; - reads stdin.")
  private String file = "";

  @Override
  public Integer call() throws IOException {
    DocumentInput input = DocumentInput.read(file);
    ConfigurationReader reader =
        new ConfigurationReader(PolicyRegistry.load(ValidateCommand.class.getClassLoader()));
    print(input.source(), reader.read(input.source(), input.bytes()));
    return 0;
  }

  private void print(String source, Configuration configuration) {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.println(source + ": valid");
    out.println("  classes: " + list(configuration.classes(), WorkloadClass::name));
    out.println("  pools: " + list(configuration.pools(), ValidateCommand::pool));
    out.println("  policies: " + list(configuration.policies(), PolicyEntry::name));
    out.flush();
  }

  private static String pool(PoolSettings pool) {
    return pool.name() + " (" + ConfigurationWriter.word(pool.mode()) + ")";
  }

  private static <T> String list(List<T> items, Function<T, String> word) {
    return items.isEmpty() ? "none" : items.stream().map(word).collect(Collectors.joining(", "));
  }
}
