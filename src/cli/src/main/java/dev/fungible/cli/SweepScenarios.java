package dev.fungible.cli;

import dev.fungible.configuration.Closest;
import dev.fungible.simulator.sweep.ScenarioLines;
import dev.fungible.simulator.sweep.SweepDocument;
import dev.fungible.simulator.world.Scenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Makes the scenarios of a sweep: its keys are the options of {@code fungible simulate}. */
final class SweepScenarios {

  private static final List<String> FILES = List.of("demand", "jobs");

  private final Path folder;

  /** Scenarios whose files are named from this folder. */
  SweepScenarios(Path folder) {
    this.folder = folder;
  }

  /** All of them, in order. */
  List<Scenario> of(SweepDocument document) {
    List<Scenario> result = new ArrayList<>();
    for (ScenarioLines.Line line : ScenarioLines.of(document)) {
      Scenario scenario = scenario(line);
      Object name = line.options().getOrDefault(ScenarioLines.NAME, scenario.name());
      result.add(scenario.named(name + line.suffix()));
    }
    return result;
  }

  private Scenario scenario(ScenarioLines.Line line) {
    ScenarioOptions options = new ScenarioOptions();
    CommandLine command =
        Fungible.converting(new CommandLine(CommandSpec.forAnnotatedObject(options)));
    List<String> known =
        command.getCommandSpec().options().stream()
            .map(option -> option.longestName().substring(2))
            .toList();
    List<String> arguments = new ArrayList<>();
    line.options()
        .forEach(
            (key, value) -> {
              if (!key.equals(ScenarioLines.NAME)) {
                requireKnown(key, known);
                add(arguments, key, value);
              }
            });
    try {
      command.parseArgs(arguments.toArray(String[]::new));
    } catch (ParameterException e) {
      throw new BadOption("scenario " + line.options() + ": " + e.getMessage());
    }
    return options.scenario();
  }

  private static void requireKnown(String key, List<String> known) {
    if (!known.contains(key)) {
      String guess = Closest.to(key, known).map(word -> ". Maybe " + word + "?").orElse("");
      throw new BadOption(
          "A scenario has an unknown key \""
              + key
              + "\"; expected name or an option of fungible simulate: "
              + String.join(", ", known)
              + guess);
    }
  }

  private void add(List<String> arguments, String key, Object value) {
    switch (value) {
      case Boolean flag when flag -> arguments.add("--" + key);
      case Boolean _ -> {}
      case Map<?, ?> map ->
          map.forEach((name, part) -> arguments.add("--" + key + "=" + name + "=" + part));
      default -> arguments.add("--" + key + "=" + text(key, value));
    }
  }

  private String text(String key, Object value) {
    return FILES.contains(key)
        ? Objects.requireNonNull(folder.resolve(value.toString())).toString()
        : value.toString();
  }
}
