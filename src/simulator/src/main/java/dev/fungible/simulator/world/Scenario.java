package dev.fungible.simulator.world;

import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.simulator.trace.DemandTrace;
import dev.fungible.simulator.trace.TrainingJob;
import java.util.Comparator;
import java.util.List;

/**
 * What happens to a simulated cluster, whatever the policy does.
 *
 * @param name for reports
 * @param demand of the serving classes, in steps of whole seconds; its horizon ends the simulation
 * @param jobs training jobs; any order is taken, those submitted together queue in this one
 * @param nodes nodes of the cluster, at least 1
 * @param pools pools that the nodes are dealt to in turn, at least 1
 * @param physics how the cluster behaves
 * @param queue order of the training queue
 * @param failures nodes that fail
 * @param notes what a reader must know of all this
 */
public record Scenario(
    String name,
    DemandTrace demand,
    List<TrainingJob> jobs,
    int nodes,
    int pools,
    Physics physics,
    QueueOrder queue,
    Failures failures,
    List<String> notes) {

  public Scenario {
    jobs = jobs.stream().sorted(Comparator.comparing(TrainingJob::submit)).toList();
    notes = List.copyOf(notes);
    if (nodes < 1 || pools < 1 || pools > nodes) {
      throw new IllegalArgumentException(
          "A scenario needs a node and between 1 pool and one a node, not "
              + nodes
              + " nodes in "
              + pools
              + " pools");
    }
    if (demand.step().toNanosPart() != 0) {
      throw new IllegalArgumentException(
          "The demand has steps of " + demand.step() + "; expected whole seconds");
    }
    if (demand.classes().contains(WorkloadClass.TRAINING.name())) {
      throw new IllegalArgumentException(
          "The demand has a serving class \"training\"; expected any other name, because training is"
              + " what the jobs belong to");
    }
  }

  /** The scenario of the benchmark: one pool, its physics, no failures. */
  public static Scenario of(
      String name, DemandTrace demand, List<TrainingJob> jobs, int nodes, QueueOrder queue) {
    return new Scenario(
        name, demand, jobs, nodes, 1, Physics.defaults(), queue, Failures.NONE, List.of());
  }

  /** The same under another name. */
  public Scenario named(String other) {
    return new Scenario(other, demand, jobs, nodes, pools, physics, queue, failures, notes);
  }

  /** Seconds after which the simulation ends. */
  public long horizonSeconds() {
    return demand.horizon().toSeconds();
  }

  /** Whether it ends within the warm-up, so that all of it is measured. */
  public boolean isShorterThanWarmUp() {
    return horizonSeconds() <= physics.warmUp().toSeconds();
  }

  /** The second from which service-level metrics count. */
  long measuredFrom() {
    return isShorterThanWarmUp() ? 0 : physics.warmUp().toSeconds();
  }
}
