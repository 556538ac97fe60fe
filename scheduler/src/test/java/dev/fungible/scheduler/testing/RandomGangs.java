package dev.fungible.scheduler.testing;

import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Placement;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.model.WorkloadClass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Gangs on the nodes of a random cluster: of one node and of many, alone and sharing, elastic. */
final class RandomGangs {

  private final SplittableRandom random;
  private final Instant now;
  private final List<Gang> gangs = new ArrayList<>();

  RandomGangs(SplittableRandom random, Instant now) {
    this.random = random;
    this.now = now;
  }

  List<Gang> on(List<GpuNode> nodes) {
    SortedMap<WorkloadClass, List<GpuNode>> hosts = new TreeMap<>();
    for (GpuNode node : nodes) {
      boolean emptied =
          node.shift() != null && node.shift().phase().compareTo(ShiftPhase.VACATED) >= 0;
      if (node.condition().healthy() && !emptied) {
        hosts.computeIfAbsent(node.labelled(), host -> new ArrayList<>()).add(node);
      }
    }
    hosts.forEach(this::fill);
    return List.copyOf(gangs);
  }

  private void fill(WorkloadClass workloadClass, List<GpuNode> hosts) {
    int count = random.nextInt(0, hosts.size() + 3);
    for (int i = 0; i < count; i++) {
      int size = random.nextInt(4) > 0 ? 1 : random.nextInt(1, Math.min(6, hosts.size()) + 1);
      int first = random.nextInt(hosts.size());
      List<Placement> placements = new ArrayList<>();
      for (int k = 0; k < size; k++) {
        GpuNode host = hosts.get((first + k) % hosts.size());
        placements.add(new Placement(host.name(), random.nextInt(1, 9)));
      }
      gangs.add(gang(workloadClass, placements));
    }
  }

  private Gang gang(WorkloadClass workloadClass, List<Placement> placements) {
    Instant start = now.minusSeconds(random.nextInt(0, 36_000));
    boolean loses = !workloadClass.isServing() || random.nextInt(5) == 0;
    boolean elastic = random.nextInt(3) == 0;
    return new Gang(
        "gang-" + gangs.size(),
        workloadClass,
        placements,
        random.nextInt(3),
        start,
        loses ? start.plusSeconds(random.nextInt(0, 1800)) : null,
        Duration.ofSeconds(random.nextInt(0, 600)),
        elastic ? random.nextInt(1, placements.size() + 1) : placements.size(),
        random.nextInt(3) == 0,
        random.nextInt(20) == 0);
  }
}
