package dev.fungible.scheduler.execute;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.Shift;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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

  /**
   * Makes new or turned-back shifts durable; they act from the next pass on.
   *
   * @param snapshot what they were worked out from
   */
  public List<StepResult> record(List<Shift> shifts, ClusterSnapshot snapshot) {
    List<StepResult> results = new ArrayList<>();
    for (Shift shift : shifts) {
      Shift before = snapshot.node(shift.node()).map(GpuNode::shift).orElse(null);
      results.add(save(before, shift));
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
    // Even when nothing is new: a store that holds a later record refuses, and an old view of the
    // cluster then gives no command.
    StepResult saved = save(shift, step.record());
    return saved.succeeded() ? act(shift, step) : saved;
  }

  private StepResult act(Shift before, ShiftMachine.Step step) {
    try {
      actuator.ensure(step.command());
      return StepResult.succeeded(before, step.record());
    } catch (RuntimeException e) {
      return StepResult.refused(before, step.record(), e);
    }
  }

  private StepResult save(@Nullable Shift before, Shift shift) {
    try {
      store.save(shift);
      return StepResult.succeeded(before, shift);
    } catch (RuntimeException e) {
      return StepResult.refused(before, before == null ? shift : before, e);
    }
  }
}
