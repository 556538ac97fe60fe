package dev.fungible.simulator.world;

import dev.fungible.simulator.world.VirtualTime.Urgency;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Training jobs on the nodes that take them: starts what fits, stops what must go. */
final class TrainingFloor {

  private final Physics physics;
  private final VirtualTime time;
  private final TrainingQueue queue;
  private final Packing packing;
  private final SortedSet<SimulatedJob> running =
      new TreeSet<>(Comparator.comparing(SimulatedJob::name));
  private long busyGpus;
  private int preemptions;
  private boolean dispatchIsPlanned;

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

  /** Running jobs by name. */
  SortedSet<SimulatedJob> running() {
    return running;
  }

  void submit(SimulatedJob job) {
    queue.add(job);
  }

  /** Has waiting jobs start where they fit, when all else in this second has happened. */
  void dispatch() {
    if (!dispatchIsPlanned && !queue.isEmpty()) {
      dispatchIsPlanned = true;
      time.at(time.now(), Urgency.DISPATCH, this::startWhatFits);
    }
  }

  private void startWhatFits() {
    dispatchIsPlanned = false;
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
    running.add(job);
    long end = job.start(nodes, time.now());
    int run = job.starts();
    time.at(
        end,
        Urgency.PROGRESS,
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
    running.remove(job);
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
