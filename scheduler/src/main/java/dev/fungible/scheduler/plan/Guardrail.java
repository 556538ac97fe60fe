package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.NodePool;
import java.util.List;

/** A fixed rule that may only narrow a plan. Always on; its settings decide how narrow. */
public sealed interface Guardrail {

  /** The name by which rejections call it. */
  String name();

  /** Rules out single nodes as donors. */
  non-sealed interface NodeRule extends Guardrail {

    /** Whether the node may leave its class, and its gangs be stopped for it. */
    Verdict judge(GpuNode node, List<Gang> gangs, ClusterSnapshot snapshot);
  }

  /** Bounds how many shifts of a pool may start now. */
  non-sealed interface Budget extends Guardrail {

    /** Shifts of the pool that may start in this cycle, at least 0. */
    int allowance(NodePool pool, ClusterSnapshot snapshot);

    /** Why no more may start, for people. */
    String reason();
  }
}
