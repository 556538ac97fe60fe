package dev.fungible.scheduler.execute;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.Shift;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Steps every shift that a snapshot shows: saves the record, then acts. What goes wrong with one
 * shift leaves the others alone, and is tried again on the next pass.
 */
public final class Executor {

  private final ShiftMachine machine;
  private final ShiftStore store;
  private final NodeActuator actuator;

  /** An executor over this cluster. */
  public Executor(ShiftMachine machine, ShiftStore store, NodeActuator actuator) {
    this.machine = machine;
    this.store = store;
    this.actuator = actuator;
  }

  /** Makes a new or turned-back shift durable; it acts from the next pass on. */
  public List<StepResult> record(List<Shift> shifts) {
    List<StepResult> results = new ArrayList<>();
    for (Shift shift : shifts) {
      results.add(attempt(shift, true, () -> store.save(shift)));
    }
    return results;
  }

  /**
   * One step of each shift whose pool may be touched.
   *
   * @param held shifts that are left as they are in this pass
   */
  public List<StepResult> advance(ClusterSnapshot snapshot, List<Shift> held) {
    Set<String> heldIds = new TreeSet<>();
    held.forEach(shift -> heldIds.add(shift.id()));
    List<StepResult> results = new ArrayList<>();
    for (GpuNode node : snapshot.shiftingNodes()) {
      Shift shift = node.shift();
      if (shift != null
          && !heldIds.contains(shift.id())
          && snapshot.pool(node.pool()).mode() == Mode.ENFORCE) {
        results.add(advance(shift, node, snapshot));
      }
    }
    return results;
  }

  private StepResult advance(Shift shift, GpuNode node, ClusterSnapshot snapshot) {
    ShiftMachine.Step step =
        machine.step(shift, node, snapshot.gangsOn(node.name()), snapshot.time());
    boolean changed = !step.record().equals(shift);
    return attempt(
        step.record(),
        changed,
        () -> {
          // Even when nothing is new: a store that holds a later record refuses, and an old view of
          // the cluster then gives no command.
          store.save(step.record());
          actuator.ensure(step.command());
        });
  }

  private static StepResult attempt(Shift shift, boolean changed, Runnable action) {
    try {
      action.run();
      return new StepResult(shift, changed, "");
    } catch (RuntimeException e) {
      return new StepResult(shift, changed, e.toString());
    }
  }
}
