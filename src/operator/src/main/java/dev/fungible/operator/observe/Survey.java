package dev.fungible.operator.observe;

import dev.fungible.configuration.Configuration;
import dev.fungible.configuration.PoolSettings;
import dev.fungible.operator.view.Keys;
import dev.fungible.operator.view.PodView;
import dev.fungible.scheduler.model.WorkloadClass;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one look at the cluster goes by: the time, the configuration, and where problems go. */
final class Survey {

  /** Clocks of containers and of API servers differ by no more than this. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  private final Instant now;
  private final Configuration configuration;
  private final Problems problems;
  private final Map<String, WorkloadClass> classes = new LinkedHashMap<>();
  private final Map<WorkloadClass, List<PoolSettings>> pools = new LinkedHashMap<>();

  Survey(Instant now, Configuration configuration, Problems problems) {
    this.now = now;
    this.configuration = configuration;
    this.problems = problems;
    for (WorkloadClass known : configuration.classes()) {
      classes.put(known.name(), known);
      pools.put(known, poolsThatSuit(known));
    }
  }

  Instant now() {
    return now;
  }

  Configuration configuration() {
    return configuration;
  }

  Problems problems() {
    return problems;
  }

  /** The class of that name, if there is one. */
  Optional<WorkloadClass> classNamed(String name) {
    return Optional.ofNullable(classes.get(name));
  }

  /** The class on the pod's label, if it is one. */
  Optional<WorkloadClass> classOf(PodView pod) {
    return pod.label(Keys.CLASS).flatMap(this::classNamed);
  }

  /** The names of all classes, for people. */
  String classNames() {
    return "one of " + String.join(", ", classes.keySet());
  }

  /** The pools whose hardware suits the class at all, in the order of the document. */
  List<PoolSettings> poolsFor(WorkloadClass workloadClass) {
    return pools.getOrDefault(workloadClass, List.of());
  }

  private List<PoolSettings> poolsThatSuit(WorkloadClass workloadClass) {
    return configuration.pools().stream()
        .filter(pool -> pool.toNodePool().suitabilityFor(workloadClass) > 0)
        .toList();
  }

  /**
   * A moment that has been; empty, and a problem, for anything else. Clocks may differ a little:
   * what is to come within a minute is now.
   */
  Optional<Instant> past(String where, String annotation, String text) {
    try {
      Instant time = Instant.parse(text);
      if (!time.isAfter(now) && !time.isBefore(Instant.EPOCH)) {
        return Optional.of(time);
      }
      if (time.isAfter(now) && !time.isAfter(now.plus(SKEW))) {
        return Optional.of(now);
      }
    } catch (DateTimeParseException e) {
      // Reported below, as is a time to come.
    }
    badAnnotation(where, annotation, text, "a moment that has been, like 2026-03-02T15:30:00Z");
    return Optional.empty();
  }

  /** Notes a value that counts as not there. */
  void badAnnotation(String where, String annotation, String text, String expected) {
    problems.add(
        where, "annotation " + annotation + " is " + Problem.quoted(text), expected + "; ignored");
  }
}
