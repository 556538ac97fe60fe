package dev.fungible.scheduler.execute;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.Shift;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Steps every shift that a snapshot shows: saves the record, then acts. What goes wrong with one
 * shift leaves the others alone, and is tried again on the next pass, so often and no more. Where a
 * record stays as it is and there is nothing to bring about, neither port is called.
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
   * One step of each shift whose pool is not off; in an observed pool what was begun is finished.
   *
   * @param held shifts that are left as they are in this pass
   * @return what came of each step in which there was something to save or to do
   */
  public List<StepResult> advance(ClusterSnapshot snapshot, List<Shift> held) {
    Set<String> heldIds = new TreeSet<>();
    held.forEach(shift -> heldIds.add(shift.id()));
    List<StepResult> results = new ArrayList<>();
    for (GpuNode node : snapshot.shiftingNodes()) {
      Shift shift = node.shift();
      if (shift != null
          && !heldIds.contains(shift.id())
          && snapshot.pool(node.pool()).mode() != Mode.OFF) {
        step(shift, node, snapshot).ifPresent(results::add);
      }
    }
    return results;
  }

  private Optional<StepResult> step(Shift shift, GpuNode node, ClusterSnapshot snapshot) {
    ShiftMachine.Step step;
    try {
      step = machine.step(shift, node, snapshot.gangsOn(node.name()), snapshot.time());
    } catch (RuntimeException e) {
      // A record that cannot be reckoned with stops no other. It is not counted: nothing refused.
      return Optional.of(StepResult.refused(shift, shift, e));
    }
    return step.record().equals(shift) && step.command() instanceof Command.None
        ? Optional.empty()
        : Optional.of(take(shift, step, snapshot.time()));
  }

  private StepResult take(Shift before, ShiftMachine.Step step, Instant now) {
    // Even when nothing is new: a store that holds a later record refuses, and an old view of the
    // cluster then gives no command.
    StepResult saved = save(before, step.record());
    return saved.succeeded() ? act(before, step, now) : saved;
  }

  private StepResult act(Shift before, ShiftMachine.Step step, Instant now) {
    try {
      actuator.ensure(step.command());
      return StepResult.succeeded(before, step.record());
    } catch (StaleViewException e) {
      return StepResult.refused(before, step.record(), e);
    } catch (RuntimeException e) {
      return StepResult.refused(before, count(step.record(), e, now), e);
    }
  }

  /** The record that is durable after a refusal: with it, unless that cannot be saved either. */
  private Shift count(Shift shift, RuntimeException refusal, Instant now) {
    Shift counted = machine.refused(shift, refusal.toString(), now);
    return counted.equals(shift) || save(shift, counted).succeeded() ? counted : shift;
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
