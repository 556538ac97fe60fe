package dev.fungible.configuration;

import dev.fungible.scheduler.model.WorkloadClass;
import java.util.List;

/**
 * Names that a document gives to things, for its other parts to refer to.
 *
 * @param classes as {@link WorkloadClass}
 * @param signals as {@link dev.fungible.scheduler.settings.SignalName}
 */
record KnownNames(List<WorkloadClass> classes, List<String> signals) {

  /** No signals yet. */
  static KnownNames of(List<WorkloadClass> classes) {
    return new KnownNames(classes, List.of());
  }

  /** What every document knows. */
  static KnownNames builtIn() {
    return of(Configuration.BUILT_IN_CLASSES);
  }
}
