package dev.fungible.configuration;

import dev.fungible.scheduler.model.WorkloadClass;

/** A workload class as a document lists it. */
record ClassSettings(String name, WorkloadClass.Kind kind) {

  ClassSettings {
    Label.requireLower("name", name);
  }

  static ClassSettings of(WorkloadClass workloadClass) {
    return new ClassSettings(workloadClass.name(), workloadClass.kind());
  }

  WorkloadClass toWorkloadClass() {
    return new WorkloadClass(name, kind);
  }
}
