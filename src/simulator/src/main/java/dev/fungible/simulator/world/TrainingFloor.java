package dev.fungible.simulator.world;

import java.util.List;
import java.util.Optional;

/** Training jobs on the nodes that take them: starts what fits, stops what must go. */
final class TrainingFloor {

  private final Physics physics;
  private final VirtualTime time;
  private final TrainingQueue queue;
  private final Packing packing;
  private long busyGpus;
  private int preemptions;

  TrainingFloor(Physics physics, QueueOrder order, VirtualTime time) {
    this.physics = physics;
    this.time = time;
    queue = new TrainingQueue(order);
    packing = new Packing(physics.gpusPerNode());
  }

  TrainingQueue queue() {
    return queue;
  }

  /** GPUs that jobs hold. */
  long busyGpus() {
    return busyGpus;
  }

  int preemptions() {
    return preemptions;
  }

  /** Takes note of a node whose class or condition may have changed. */
  void refresh(SimulatedNode node) {
    packing.remove(node);
    if (node.takesJobs(time.now())) {
      packing.add(node);
    }
  }

  void submit(SimulatedJob job) {
    queue.add(job);
  }

  /** Starts waiting jobs in order until none fits. */
  void dispatch() {
    Optional<SimulatedJob> next = queue.first(packing::fits);
    while (next.isPresent()) {
      start(next.get(), packing.find(next.get()));
      next = queue.first(packing::fits);
    }
  }

  private void start(SimulatedJob job, List<SimulatedNode> nodes) {
    queue.remove(job);
    nodes.forEach(packing::remove);
    nodes.forEach(node -> node.place(job, heldOn(job)));
    nodes.forEach(this::refresh);
    busyGpus += job.gpus();
    long end = job.start(nodes, time.now());
    int run = job.starts();
    time.at(
        end,
        VirtualTime.Urgency.PROGRESS,
        () -> {
          if (job.isRunning() && job.starts() == run) {
            leave(job);
            job.finish(time.now());
            dispatch();
          }
        });
  }

  /** Stops the job on all its nodes and queues it again. */
  void preempt(SimulatedJob job) {
    leave(job);
    job.preempt(time.now());
    preemptions++;
    queue.add(job);
  }

  private void leave(SimulatedJob job) {
    busyGpus -= job.gpus();
    for (SimulatedNode node : job.nodes()) {
      packing.remove(node);
      node.remove(job, heldOn(job));
      refresh(node);
    }
  }

  /** GPUs taken on each of its nodes: a wide job has its nodes to itself. */
  private int heldOn(SimulatedJob job) {
    return job.isWide() ? physics.gpusPerNode() : job.gpus();
  }
}
