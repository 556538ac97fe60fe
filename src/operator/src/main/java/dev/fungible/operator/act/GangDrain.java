package dev.fungible.operator.act;

import dev.fungible.operator.view.Keys;
import dev.fungible.operator.view.MinNodes;
import dev.fungible.operator.view.PodView;
import dev.fungible.scheduler.execute.Command;
import dev.fungible.scheduler.execute.StaleViewException;
import dev.fungible.scheduler.model.Shift;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Empties a node gang by gang. A gang is evicted whole or not at all, as far as can be told before:
 * half of it would have lost everything for nothing. What holds up one gang does not hold up
 * another.
 */
final class GangDrain {

  private final GangMembers members;
  private final LivePods live;
  private final Evictions evictions;
  private final Jobs jobs;
  private final JobShrink shrink;

  GangDrain(GangMembers members, LivePods live, Evictions evictions, Jobs jobs, JobShrink shrink) {
    this.members = members;
    this.live = live;
    this.evictions = evictions;
    this.jobs = jobs;
    this.shrink = shrink;
  }

  /** One gang's part. */
  private record Part(String gang, List<PodView> all, List<PodView> here, List<PodView> elsewhere) {

    static Part of(String gang, List<PodView> all, String node) {
      List<PodView> here = new ArrayList<>();
      List<PodView> elsewhere = new ArrayList<>();
      for (PodView pod : all) {
        if (!pod.deleting()) {
          (pod.isOn(node) ? here : elsewhere).add(pod);
        }
      }
      return new Part(gang, all, here, elsewhere);
    }

    /** Those that end already, for whatever reason. */
    List<PodView> ending() {
      return all.stream().filter(PodView::deleting).toList();
    }

    /** Without those elsewhere that came after the drain began: they were made anew by then. */
    List<PodView> toEvict(Shift shift) {
      Instant begun = Objects.requireNonNullElse(shift.drainingSince(), Instant.MAX);
      List<PodView> pods =
          new ArrayList<>(elsewhere.stream().filter(pod -> pod.created().isBefore(begun)).toList());
      pods.addAll(here);
      return pods;
    }

    List<PodView> live() {
      List<PodView> live = new ArrayList<>(elsewhere);
      live.addAll(here);
      return live;
    }
  }

  /**
   * Does what can be done now.
   *
   * @throws RefusedException if something holds a gang on the node, named in the message
   * @throws StaleViewException if a gang is not as it was seen
   */
  void drain(Command.Drain drain) {
    SortedSet<String> names = new TreeSet<>(drain.shrink());
    names.addAll(drain.evict());
    SortedMap<String, List<PodView>> bound = members.bound(names);
    List<RuntimeException> refusals = new ArrayList<>();
    bound.forEach(
        (gang, pods) -> {
          Part part = Part.of(gang, pods, drain.shift().node());
          // This node's pods go last, so that there is nothing left to do for a gang without any.
          if (!part.here().isEmpty()) {
            attempt(() -> drain(drain, part), refusals);
          }
        });
    attempt(() -> shrink.settle(drain.shift()), refusals);
    throwAny(refusals);
  }

  private static void attempt(Runnable task, List<RuntimeException> refusals) {
    try {
      task.run();
    } catch (RuntimeException e) {
      refusals.add(e);
    }
  }

  /** What is held up says more than what was only seen too late. */
  private static void throwAny(List<RuntimeException> refusals) {
    List<RuntimeException> held =
        refusals.stream().filter(e -> !(e instanceof StaleViewException)).toList();
    for (RuntimeException e : held.isEmpty() ? refusals : held) {
      throw e;
    }
  }

  private void drain(Command.Drain drain, Part part) {
    requireMayDisrupt(part);
    if (drain.shrink().contains(part.gang())) {
      shrink(drain.shift(), part);
    } else {
      evict(part, part.toEvict(drain.shift()));
    }
  }

  private static void requireMayDisrupt(Part part) {
    for (PodView pod : part.all()) {
      if (pod.isToStay()) {
        throw new RefusedException(
            "Gang %s stays: pod %s asks not to be disrupted by its annotation %s, or has no owner"
                    .formatted(part.gang(), pod.key(), Keys.DO_NOT_DISRUPT)
                + " that would make it anew");
      }
    }
  }

  /**
   * Looks at every pod anew: another node may just have taken from the same gang what it can spare.
   */
  private void shrink(Shift shift, Part seen) {
    Part part = Part.of(seen.gang(), live.of(seen.live()), shift.node());
    int left = nodesOf(part.elsewhere()).size();
    int least = MinNodes.of(seen.all()).orElse(Integer.MAX_VALUE);
    // At its minimum, or when it cannot shrink any more, it waits for a later command, which has it
    // evicted whole.
    if (!part.here().isEmpty() && left >= least) {
      requireEvictable(seen, part.here());
      shrink.owe(shift, part.here());
      evictions.evict(part.gang(), part.here());
    }
  }

  private static SortedSet<String> nodesOf(List<PodView> pods) {
    SortedSet<String> nodes = new TreeSet<>();
    for (PodView pod : pods) {
      nodes.add(String.valueOf(pod.node()));
    }
    return nodes;
  }

  private void evict(Part part, List<PodView> pods) {
    requireEvictable(part, pods);
    if (pods.size() == 1) {
      evictions.evictOnly(part.gang(), pods.getFirst());
    } else {
      evictions.evict(
          part.gang(), pods.stream().filter(pod -> !part.here().contains(pod)).toList());
      evictions.evict(part.gang(), part.here());
    }
  }

  private void requireEvictable(Part part, List<PodView> pods) {
    // Those that end count too, since the job controller may not have counted them yet.
    List<PodView> failing = new ArrayList<>(part.ending());
    failing.addAll(pods);
    jobs.requireSurvival(part.gang(), failing);
    evictions.requirePossible(part.gang(), pods);
  }
}
