package dev.fungible.simulator.trace;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a demand file is made of.
 *
 * @param sources one for each column, in order, each of another class
 * @param span length of the result; null for as much as every source has
 * @param step of the result
 * @param ifExists what to do when the target is there already
 */
public record DemandImport(
    List<DemandSource> sources, @Nullable Duration span, Duration step, IfExists ifExists) {

  /** One row every 10 minutes. */
  public static final Duration USUAL_STEP = Duration.ofMinutes(10);

  public DemandImport {
    sources = List.copyOf(sources);
    long classes = sources.stream().map(DemandSource::workloadClass).distinct().count();
    if (sources.isEmpty() || classes != sources.size()) {
      throw new IllegalArgumentException("Sources are " + sources + "; expected one a class");
    }
    if (step.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("Step is " + step + "; expected at least 1 s");
    }
    if (span != null && span.compareTo(step.multipliedBy(2)) < 0) {
      throw new IllegalArgumentException("Span is " + span + "; expected at least two steps");
    }
  }

  /** The sources, as long as the shortest, in the usual step, never over a file that is there. */
  public static DemandImport of(DemandSource... sources) {
    return new DemandImport(List.of(sources), null, USUAL_STEP, IfExists.REFUSE);
  }

  /** Only so long, from each source's start day. */
  public DemandImport within(Duration length) {
    return new DemandImport(sources, length, step, ifExists);
  }

  /** In another step. */
  public DemandImport every(Duration length) {
    return new DemandImport(sources, span, length, ifExists);
  }

  /** What to do when the target is there already. */
  public DemandImport ifExists(IfExists answer) {
    return new DemandImport(sources, span, step, answer);
  }
}
