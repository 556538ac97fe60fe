package dev.fungible.simulator.world;

import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.PendingGang;
import dev.fungible.scheduler.model.Placement;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.simulator.trace.TrainingJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A training job as it queues, runs, is preempted and ends; times in seconds of virtual time. */
final class SimulatedJob {

  private static final long NEVER = -1;

  private final TrainingJob job;
  private final int order;
  private final Physics physics;
  private final PendingGang pending;
  private List<SimulatedNode> nodes = List.of();
  private @Nullable Gang seen;
  private long seenSafePoint;
  private long saved;
  private long startedAt = NEVER;
  private long firstStart = NEVER;
  private long end = NEVER;
  private int starts;
  private long lostGpuSeconds;
  private long restartGpuSeconds;

  SimulatedJob(TrainingJob job, int order, Physics physics) {
    this.job = job;
    this.order = order;
    this.physics = physics;
    pending =
        new PendingGang(
            job.name(), WorkloadClass.TRAINING, job.gpus(), 0, Instant.EPOCH.plusSeconds(submit()));
  }

  String name() {
    return job.name();
  }

  /** Its place in the order of submission. */
  int order() {
    return order;
  }

  int gpus() {
    return job.gpus();
  }

  long submit() {
    return job.submit().toSeconds();
  }

  private long duration() {
    return Math.max(1, job.duration().toSeconds());
  }

  /** Seconds of progress that it still needs, when it is not running. */
  long remaining() {
    return duration() - saved;
  }

  List<SimulatedNode> nodes() {
    return nodes;
  }

  boolean isRunning() {
    return !nodes.isEmpty();
  }

  private boolean isFinished() {
    return end != NEVER;
  }

  /** Whether it has done all its work by now, be it in this very second. */
  boolean isDone(long now) {
    return progress(now) >= duration();
  }

  /** Identifies this run among all runs of the job, for events that must not outlive it. */
  int starts() {
    return starts;
  }

  /** Runs from now on; the second in which it will finish if nothing stops it. */
  long start(List<SimulatedNode> on, long now) {
    nodes = List.copyOf(on);
    seen = null;
    startedAt = now;
    firstStart = firstStart == NEVER ? now : firstStart;
    starts++;
    return now + restartOfThisRun() + remaining();
  }

  private long restartOfThisRun() {
    return starts > 1 ? physics.restart().toSeconds() : 0;
  }

  /** Seconds of progress so far, what is not saved yet included. */
  long progress(long now) {
    return isFinished() ? duration() : saved + sinceResumed(now);
  }

  private long sinceResumed(long now) {
    return isRunning() ? Math.max(0, now - startedAt - restartOfThisRun()) : 0;
  }

  private long savedBy(long now) {
    long interval = physics.checkpointInterval().toSeconds();
    return Math.max(saved, progress(now) / interval * interval);
  }

  /** Stops it; progress since its last checkpoint is lost. */
  void preempt(long now) {
    long kept = savedBy(now);
    lostGpuSeconds += (progress(now) - kept) * gpus();
    chargeRestart(now);
    saved = kept;
    nodes = List.of();
  }

  void finish(long now) {
    chargeRestart(now);
    end = now;
    nodes = List.of();
  }

  /** Books the restart time of this run up to now. */
  private void chargeRestart(long now) {
    restartGpuSeconds += unchargedRestart(now);
  }

  private long unchargedRestart(long now) {
    return isRunning() ? Math.min(restartOfThisRun(), now - startedAt) * gpus() : 0;
  }

  /** GPU-seconds of progress that preemptions undid. */
  long lostGpuSeconds() {
    return lostGpuSeconds;
  }

  /** GPU-seconds paid for restarts until now. */
  long restartGpuSeconds(long now) {
    return restartGpuSeconds + unchargedRestart(now);
  }

  /** First start - submit; a job that never started counts as if it did now. */
  long queueingSeconds(long now) {
    return (firstStart == NEVER ? now : firstStart) - submit();
  }

  /** End - submit; a job that has not finished counts as if it did now. */
  long completionSeconds(long now) {
    return (isFinished() ? end : now) - submit();
  }

  /** As the engine sees it while it waits. */
  PendingGang pending() {
    return pending;
  }

  /** As the engine sees it while it runs; the same object for as long as it looks the same. */
  Gang gang(long now) {
    long safePoint = now - (progress(now) - savedBy(now));
    if (seen == null || safePoint != seenSafePoint) {
      seenSafePoint = safePoint;
      seen =
          gang(
              seen == null ? placements() : seen.placements(),
              Instant.EPOCH.plusSeconds(safePoint));
    }
    return seen;
  }

  private List<Placement> placements() {
    List<Placement> placements = new ArrayList<>(nodes.size());
    int left = gpus();
    for (SimulatedNode node : nodes) {
      int here = Math.min(left, physics.gpusPerNode());
      placements.add(new Placement(node.name(), here));
      left -= here;
    }
    return placements;
  }

  private Gang gang(List<Placement> placements, Instant safePoint) {
    return new Gang(
        name(),
        WorkloadClass.TRAINING,
        placements,
        0,
        Instant.EPOCH.plusSeconds(startedAt),
        safePoint,
        physics.restart(),
        placements.size(),
        false,
        false);
  }

  /** Whether it needs whole nodes. */
  boolean isWide() {
    return gpus() > physics.gpusPerNode();
  }

  /** Nodes that it takes. */
  int width() {
    return Math.ceilDiv(gpus(), physics.gpusPerNode());
  }
}
