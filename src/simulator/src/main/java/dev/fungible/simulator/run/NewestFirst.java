package dev.fungible.simulator.run;

import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.plan.VictimOrder;
import dev.fungible.scheduler.plan.VictimProblem;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How queueing systems reclaim quota: gangs of the lowest priority stop first, of these the one
 * that started last, whatever it would lose.
 */
final class NewestFirst implements VictimOrder {

  @Override
  public int[] choose(VictimProblem problem) {
    Set<Integer> stopped = new LinkedHashSet<>();
    Set<Integer> freed = new LinkedHashSet<>();
    int[] caps = problem.donorCaps().clone();
    for (int gang : order(problem.gangs())) {
      stopped.add(gang);
      for (int node = 0; node < problem.nodes() && freed.size() < problem.need(); node++) {
        int donor = problem.donorOfNode()[node];
        boolean empty = IntStream.of(problem.gangsOnNode()[node]).allMatch(stopped::contains);
        if (empty && caps[donor] > 0 && freed.add(node)) {
          caps[donor]--;
        }
      }
    }
    return freed.stream().mapToInt(Integer::intValue).toArray();
  }

  private static List<Integer> order(List<Gang> gangs) {
    return IntStream.range(0, gangs.size())
        .boxed()
        .sorted(
            Comparator.<Integer>comparingInt(i -> gangs.get(i).priority())
                .thenComparing(i -> gangs.get(i).startedAt(), Comparator.reverseOrder())
                .thenComparing(i -> gangs.get(i).name()))
        .toList();
  }
}
