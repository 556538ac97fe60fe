package dev.fungible.operator.serve;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.PendingGang;
import dev.fungible.scheduler.model.Placement;
import dev.fungible.scheduler.model.WorkloadClass;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which GPUs do what at one instant, from what was observed alone. A node counts for the class on
 * its label, and every GPU of a pool counts exactly once.
 */
final class GpuCensus {

  /** GPUs of nodes of one class in one pool that are in the same state. */
  record Cell(String pool, String workloadClass, GpuState state) {}

  /** GPUs that gangs hold on nodes which the class borrowed. */
  record Loan(String pool, String workloadClass, String lender) {}

  private final Map<Cell, Integer> cells = new LinkedHashMap<>();
  private final Map<Loan, Integer> loans = new LinkedHashMap<>();
  private final Map<String, Integer> capacity = new LinkedHashMap<>();
  private final Map<String, Integer> working = new LinkedHashMap<>();
  private final Map<String, Integer> heldOn = new HashMap<>();
  private final Set<String> waiting = new HashSet<>();

  /** Counts this cluster. */
  GpuCensus(ClusterSnapshot snapshot) {
    snapshot.pending().stream()
        .map(PendingGang::workloadClass)
        .map(WorkloadClass::name)
        .forEach(waiting::add);
    for (WorkloadClass of : snapshot.classes()) {
      working.put(of.name(), 0);
    }
    snapshot.gangs().forEach(gang -> countHeld(snapshot, gang));
    for (NodePool pool : snapshot.pools()) {
      for (WorkloadClass of : snapshot.classes()) {
        for (GpuState state : GpuState.values()) {
          cells.put(new Cell(pool.name(), of.name(), state), 0);
        }
      }
      capacity.put(pool.name(), snapshot.nodesOf(pool.name()).size() * pool.gpusPerNode());
      snapshot.nodesOf(pool.name()).forEach(node -> count(node, pool.gpusPerNode()));
    }
  }

  /** GPUs by pool, class and state; zeros included. */
  Map<Cell, Integer> cells() {
    return cells;
  }

  /** Held GPUs of borrowed nodes, by pool, borrower and lender. */
  Map<Loan, Integer> loans() {
    return loans;
  }

  /** All GPUs by pool: nodes × GPUs of a node. */
  Map<String, Integer> capacity() {
    return capacity;
  }

  /**
   * GPUs that gangs of the class hold on healthy nodes, on whichever class's, without those of
   * nodes on which their first pod is not ready yet.
   */
  int working(String workloadClass) {
    return working.getOrDefault(workloadClass, 0);
  }

  private void countHeld(ClusterSnapshot snapshot, Gang gang) {
    for (Placement placement : gang.placements()) {
      heldOn.merge(placement.node(), placement.gpus(), Integer::sum);
      boolean works = snapshot.node(placement.node()).filter(GpuCensus::works).isPresent();
      working.merge(gang.workloadClass().name(), works ? placement.gpus() : 0, Integer::sum);
    }
  }

  private static boolean works(GpuNode node) {
    return node.condition().healthy() && !GpuState.isArriving(node);
  }

  private void count(GpuNode node, int gpus) {
    String of = node.labelled().name();
    if (!node.condition().healthy()) {
      add(node, GpuState.UNHEALTHY, gpus);
    } else if (GpuState.isArriving(node)) {
      add(node, GpuState.SHIFTING, gpus);
    } else {
      // More than there are would be an error of the view; it must not become a negative rest.
      int held = Math.min(gpus, heldOn.getOrDefault(node.name(), 0));
      add(node, GpuState.BUSY, held);
      add(node, restOf(node, of), gpus - held);
      WorkloadClass lender = node.lender();
      if (lender != null) {
        loans.merge(new Loan(node.pool(), of, lender.name()), held, Integer::sum);
      }
    }
  }

  private GpuState restOf(GpuNode node, String of) {
    return node.shift() != null
        ? GpuState.SHIFTING
        : waiting.contains(of) ? GpuState.FRAGMENTED : GpuState.IDLE;
  }

  private void add(GpuNode node, GpuState state, int gpus) {
    cells.merge(new Cell(node.pool(), node.labelled().name(), state), gpus, Integer::sum);
  }
}
