package dev.fungible.simulator.world;

import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.NodeCondition;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.WorkloadClass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A node as it is, in seconds of virtual time. */
final class SimulatedNode {

  private static final int NODES_PER_RACK = 16;

  private final int index;
  private final String name;
  private final String pool;
  private final String domain;
  private final List<SimulatedJob> jobs = new ArrayList<>(1);
  private WorkloadClass labelled = WorkloadClass.TRAINING;
  private @Nullable WorkloadClass lender;
  private @Nullable Shift shift;
  private long since;
  private long vacantAt;
  private long readyAt;
  private int freeGpus;
  private boolean cordoned;
  private boolean drained;
  private boolean healthy = true;
  private @Nullable GpuNode seen;

  private SimulatedNode(int index, String name, String pool, String domain, int gpus) {
    this.index = index;
    this.name = name;
    this.pool = pool;
    this.domain = domain;
    freeGpus = gpus;
  }

  /** The node of that index, dealt to pools in turn, in racks of 16 of its pool. */
  static SimulatedNode of(int index, int pools, int gpus) {
    int pool = index % pools;
    int rack = index / pools / NODES_PER_RACK;
    return new SimulatedNode(
        index,
        String.format(Locale.ROOT, "node-%05d", index),
        "pool-" + pool,
        String.format(Locale.ROOT, "rack-%d-%03d", pool, rack),
        gpus);
  }

  int index() {
    return index;
  }

  String name() {
    return name;
  }

  String pool() {
    return pool;
  }

  WorkloadClass labelled() {
    return labelled;
  }

  @Nullable Shift shift() {
    return shift;
  }

  void shift(@Nullable Shift record) {
    shift = record;
    seen = null;
  }

  boolean isHealthy() {
    return healthy;
  }

  void healthy(boolean value) {
    healthy = value;
  }

  List<SimulatedJob> jobs() {
    return jobs;
  }

  int freeGpus() {
    return freeGpus;
  }

  /** Whether it works for the class on its label. */
  boolean isReady(long now) {
    return healthy && !drained && now >= readyAt;
  }

  /** Whether a batch job may start on it. */
  boolean takesJobs(long now) {
    return isReady(now) && !cordoned && labelled.equals(WorkloadClass.TRAINING);
  }

  void cordon(boolean value) {
    cordoned = value;
  }

  /** Starts to become empty. */
  void drain(long emptyAt) {
    drained = true;
    vacantAt = emptyAt;
  }

  boolean isDrained() {
    return drained;
  }

  /** Works for its class again, which it never left. */
  void undrain(long now) {
    drained = false;
    readyAt = now;
  }

  /** Belongs to the class from now on and works for it later. */
  void assign(WorkloadClass to, @Nullable WorkloadClass owedTo, long now, long worksFrom) {
    seen = null;
    labelled = to;
    lender = owedTo;
    since = now;
    readyAt = worksFrom;
    drained = false;
  }

  void place(SimulatedJob job, int gpus) {
    jobs.add(job);
    freeGpus -= gpus;
  }

  void remove(SimulatedJob job, int gpus) {
    jobs.remove(job);
    freeGpus += gpus;
  }

  /** As the engine sees it; the same object for as long as it looks the same. */
  GpuNode observed(long now) {
    boolean vacant = jobs.isEmpty() && (!drained || now >= vacantAt);
    NodeCondition condition = new NodeCondition(healthy, cordoned, vacant, isReady(now));
    if (seen == null || !seen.condition().equals(condition)) {
      Instant assigned = Instant.EPOCH.plusSeconds(since);
      seen = new GpuNode(name, pool, domain, labelled, assigned, lender, condition, shift);
    }
    return seen;
  }
}
