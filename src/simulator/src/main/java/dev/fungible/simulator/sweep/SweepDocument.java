package dev.fungible.simulator.sweep;

import dev.fungible.configuration.RecordDocument;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A sweep as a document tells it.
 *
 * @param base file of the configuration that is changed; null for the one that is shipped
 * @param configuration the same, written out here; null where it is in a file
 * @param parameters values by the path of a setting
 * @param search how the values are combined
 * @param scenarios options of a simulation each
 * @param objectives figures to compare by; the first one sorts
 */
public record SweepDocument(
    @Nullable String base,
    @Nullable Object configuration,
    SortedMap<String, Object> parameters,
    SearchSettings search,
    List<SortedMap<String, Object>> scenarios,
    List<Objective> objectives) {

  private static final SweepDocument DEFAULTS =
      new SweepDocument(
          null,
          null,
          new TreeMap<>(),
          new SearchSettings(SearchSettings.Kind.GRID, 100, 1),
          List.of(),
          Objective.USUAL);

  public SweepDocument {
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    scenarios = List.copyOf(scenarios);
    objectives = List.copyOf(objectives);
  }

  /**
   * Reads one.
   *
   * @param source what messages call the document
   * @throws dev.fungible.configuration.ConfigurationException if it is no sweep
   * @throws BadSweep if it lacks what a sweep needs
   */
  public static SweepDocument read(String source, byte[] bytes) {
    Objective usual = Objective.USUAL.getFirst();
    SweepDocument document = RecordDocument.read(source, bytes, DEFAULTS, List.of(usual));
    if (document.base() != null && document.configuration() != null) {
      throw new BadSweep(source + " has both base and configuration; expected one of them");
    }
    if (document.scenarios().isEmpty()) {
      throw new BadSweep(
          source + " has no scenarios; expected a list, for example scenarios: [{demo: true}]");
    }
    if (document.objectives().isEmpty()) {
      throw new BadSweep(source + " has no objectives; expected a column at least");
    }
    return document;
  }

  /** The same with other scenarios. */
  public SweepDocument withScenarios(List<SortedMap<String, Object>> others) {
    return new SweepDocument(base, configuration, parameters, search, others, objectives);
  }

  /** Its parameters, in the order of their paths. */
  List<Parameter> parameterList() {
    List<Parameter> result = new ArrayList<>();
    parameters.forEach((path, values) -> result.add(Parameter.of(path, values)));
    return result;
  }
}
