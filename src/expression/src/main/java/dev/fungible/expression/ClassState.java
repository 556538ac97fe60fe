package dev.fungible.expression;

import static dev.cel.common.types.SimpleType.BOOL;
import static dev.cel.common.types.SimpleType.DOUBLE;
import static dev.cel.common.types.SimpleType.DURATION;
import static dev.cel.common.types.SimpleType.INT;

import dev.fungible.expression.ViewType.Field;
import dev.fungible.policies.Levels;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Demand;
import dev.fungible.scheduler.model.Gpus;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.WorkloadClass;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A class, as expressions see it.
 *
 * @param workloadClass the class
 * @param work what it runs and what waits
 * @param snapshot where the rest is read
 */
record ClassState(WorkloadClass workloadClass, Work work, ClusterSnapshot snapshot) {

  static final ViewType<ClassState> TYPE =
      new ViewType<>(
          "Class",
          List.of(
              new Field<>("serving", BOOL, state -> state.workloadClass.isServing()),
              new Field<>("held", INT, ClassState::held),
              new Field<>("heldGpus", INT, ClassState::heldGpus),
              new Field<>("demand", DOUBLE, ClassState::demand),
              new Field<>("demandNodes", INT, ClassState::demandNodes),
              new Field<>("runningGangs", INT, state -> state.work.runningGangs()),
              new Field<>("runningGpus", INT, state -> state.work.runningGpus()),
              new Field<>("pendingGangs", INT, state -> state.work.pendingGangs()),
              new Field<>("pendingGpus", INT, state -> state.work.pendingGpus()),
              new Field<>("longestWait", DURATION, ClassState::longestWait)));

  private long held() {
    long held = 0;
    for (NodePool pool : snapshot.pools()) {
      held += snapshot.heldNodes(pool.name(), workloadClass);
    }
    return held;
  }

  private long heldGpus() {
    long gpus = 0;
    for (NodePool pool : snapshot.pools()) {
      gpus += (long) snapshot.heldNodes(pool.name(), workloadClass) * pool.gpusPerNode();
    }
    return gpus;
  }

  private double demand() {
    return sum(demand -> demand.wanted().value());
  }

  private long demandNodes() {
    return (long) sum(demand -> Levels.nodesFor(demand.wanted(), demand.pools(), snapshot));
  }

  private Duration longestWait() {
    return Duration.between(work.waitingSince(), snapshot.time());
  }

  /** The most GPUs that were wanted within the window before now, now included. */
  double highestDemand(Duration window) {
    return sum(demand -> Levels.highest(demand, window, snapshot).value());
  }

  /** GPUs that were wanted at that time; 0 where history does not reach back. */
  double demandAt(Instant time) {
    return sum(demand -> demand.history().at(time).orElse(0));
  }

  /** Whole nodes that hold so many GPUs, of pools that suit the class; none for less than 0. */
  long nodesFor(double gpus) {
    return Levels.nodesFor(
        new Gpus(gpus < 0 ? 0 : gpus), Levels.poolsFor(workloadClass, snapshot), snapshot);
  }

  /** How long a shift from this class to another takes. */
  Duration leadTime(ClassState to) {
    return snapshot.leadTimes().of(workloadClass, to.workloadClass);
  }

  private double sum(ToDoubleFunction<Demand> part) {
    double sum = 0;
    for (Demand demand : snapshot.demands()) {
      sum += demand.workloadClass().equals(workloadClass) ? part.applyAsDouble(demand) : 0;
    }
    return sum;
  }
}
