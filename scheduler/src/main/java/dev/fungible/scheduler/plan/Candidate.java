package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.WorkloadClass;
import java.util.ArrayList;
import java.util.List;

/** A node that may leave its class now, while a plan is made. */
final class Candidate {

  private final GpuNode node;
  private final List<PlannedGang> all;
  private boolean taken;

  Candidate(GpuNode node, List<PlannedGang> all) {
    this.node = node;
    this.all = all;
  }

  GpuNode node() {
    return node;
  }

  WorkloadClass donor() {
    return node.labelled();
  }

  /** The gangs on it that no earlier move of this plan stops. */
  List<PlannedGang> gangs() {
    List<PlannedGang> running = new ArrayList<>(all.size());
    for (PlannedGang gang : all) {
      if (!gang.isStopped()) {
        running.add(gang);
      }
    }
    return running;
  }

  boolean isIdle() {
    for (PlannedGang gang : all) {
      if (!gang.isStopped()) {
        return false;
      }
    }
    return true;
  }

  /** Whether it is idle only because this plan stops what runs on it. */
  boolean isFreedByPlan() {
    return isIdle() && !all.isEmpty();
  }

  /** GPU-hours lost if this node alone is freed by stopping its gangs. */
  double lossAlone() {
    double sum = 0;
    for (PlannedGang gang : all) {
      sum += gang.isStopped() ? 0 : gang.lossIfPreempted();
    }
    return sum;
  }

  /** GPU-hours that it costs to free this node alone: those lost, and the disruption. */
  double costAlone() {
    double sum = 0;
    for (PlannedGang gang : all) {
      sum += gang.isStopped() ? 0 : gang.costIfPreempted();
    }
    return sum;
  }

  boolean isTaken() {
    return taken;
  }

  void take() {
    taken = true;
  }
}
