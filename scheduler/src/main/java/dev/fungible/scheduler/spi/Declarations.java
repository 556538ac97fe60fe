package dev.fungible.scheduler.spi;

import dev.fungible.scheduler.model.WorkloadClass;
import java.util.List;

/**
 * What a configuration declares beside a policy, for settings that name it in their own way.
 *
 * @param classes all workload classes
 * @param pools names of the pools; empty where they are not known yet
 */
public record Declarations(List<WorkloadClass> classes, List<String> pools) {

  public Declarations {
    classes = List.copyOf(classes);
    pools = List.copyOf(pools);
  }
}
