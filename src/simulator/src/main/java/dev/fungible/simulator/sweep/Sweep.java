package dev.fungible.simulator.sweep;

import dev.fungible.configuration.Configuration;
import dev.fungible.configuration.ConfigurationEdit;
import dev.fungible.configuration.ConfigurationWriter;
import dev.fungible.configuration.PolicyRegistry;
import dev.fungible.scheduler.loop.ControlLoop;
import dev.fungible.simulator.world.Scenario;
import dev.fungible.simulator.world.Simulation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** All trials of a search in all scenarios, and which of them are still to be simulated. */
public final class Sweep {

  private final SweepDocument document;
  private final List<Trial> trials;
  private final List<Scenario> scenarios;
  private final List<Case> cases = new ArrayList<>();

  /**
   * Checks every combination at once, so that none is refused after hours.
   *
   * @param base the configuration that is changed
   * @param scenarios each of another name
   * @throws dev.fungible.configuration.ConfigurationException if a combination cannot be used
   */
  public Sweep(
      SweepDocument document,
      Configuration base,
      List<Scenario> scenarios,
      PolicyRegistry registry) {
    this.document = document;
    this.scenarios = List.copyOf(scenarios);
    requireNames();
    trials = Trials.of(document.parameterList(), document.search());
    ConfigurationEdit edit = new ConfigurationEdit(registry);
    ConfigurationWriter writer = new ConfigurationWriter();
    String code = code(registry);
    List<String> prints = scenarios.stream().map(Fingerprint::of).toList();
    for (Trial trial : trials) {
      Configuration changed = edit.apply(base, trial.changes());
      String settings = writer.write(changed);
      for (int i = 0; i < scenarios.size(); i++) {
        String key = Fingerprint.of(settings, prints.get(i), code);
        cases.add(new Case(trial, changed, scenarios.get(i), key));
      }
    }
  }

  private void requireNames() {
    TreeSet<String> names = new TreeSet<>();
    for (Scenario scenario : scenarios) {
      if (!names.add(scenario.name())) {
        throw new BadSweep(
            "Two scenarios are called "
                + scenario.name()
                + "; expected a name of its own for each");
      }
    }
  }

  /** Results of other code are other results. */
  private static String code(PolicyRegistry registry) {
    List<Class<?>> classes =
        new ArrayList<>(List.of(ControlLoop.class, Simulation.class, Configuration.class));
    registry.names().forEach(name -> classes.add(registry.entry(name).settings().getClass()));
    return Fingerprint.ofCode(classes);
  }

  /** Trials, the base included. */
  public int trials() {
    return trials.size();
  }

  /** Trials times scenarios. */
  public int size() {
    return cases.size();
  }

  /** The cases of one of several machines that are not among these outcomes. */
  List<Case> missing(Slice slice, Collection<Outcome> known) {
    Set<String> keys = new LinkedHashSet<>(Outcome.byKey(known).keySet());
    List<Case> result = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      // Trials that come to the same settings are simulated once.
      if (slice.has(i) && keys.add(cases.get(i).key())) {
        result.add(cases.get(i));
      }
    }
    return result;
  }

  /** The trials as far as these outcomes know them, best first. */
  public Ranking ranking(Collection<Outcome> known) {
    Map<String, Outcome> byKey = Outcome.byKey(known);
    Map<Trial, List<Outcome>> byTrial = new LinkedHashMap<>();
    for (Case one : cases) {
      Outcome outcome = byKey.get(one.key());
      if (outcome != null) {
        byTrial.computeIfAbsent(one.trial(), trial -> new ArrayList<>()).add(outcome);
      }
    }
    return Ranking.of(byTrial, document, scenarios.size());
  }
}
