package dev.fungible.scheduler.plan;

import static dev.fungible.scheduler.model.Tier.ELASTIC;
import static dev.fungible.scheduler.model.Tier.PROTECT;
import static dev.fungible.scheduler.model.WorkloadClass.INFERENCE;
import static dev.fungible.scheduler.model.WorkloadClass.TRAINING;
import static dev.fungible.scheduler.testing.Samples.NOW;
import static dev.fungible.scheduler.testing.Samples.bid;
import static dev.fungible.scheduler.testing.Samples.gang;
import static dev.fungible.scheduler.testing.Samples.node;
import static dev.fungible.scheduler.testing.Samples.nodes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.testing.Samples;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which nodes leave a class that keeps a spare. */
class DomainSpareTest {

  @Test
  void theyAreThoseThatLeaveOneByOneFromTheLargestDomain() {
    int kept = 0;
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      List<Candidate> candidates = candidates(random);
      int needed = random.nextInt(10);
      List<Candidate> expected = oneByOne(candidates, needed);
      assertThat(spare(candidates, needed).free(candidates))
          .as("seed %s", seed)
          .isEqualTo(expected);
      kept += candidates.size() - expected.size();
    }
    assertThat(kept).as("nodes kept in all").isGreaterThan(500);
  }

  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aClusterOfManyDomainsIsPlannedInNoTime() {
    // Of no node a domain is known, so that each is a domain of its own.
    ClusterSnapshot snapshot = cluster(nodes("n", "p", INFERENCE, 20_480));
    Plan plan =
        PlannerTest.plan(
            GuardrailCases.domainSpare(INFERENCE, 1),
            snapshot,
            bid(INFERENCE, PROTECT, 100, "p"),
            bid(TRAINING, ELASTIC, 20_480, "p"));
    assertThat(plan.moves()).as("all but the needed and a domain").hasSize(20_480 - 101);
  }

  /** Idle and busy nodes in few domains, in many, and in none. */
  private static List<Candidate> candidates(Random random) {
    int domains = 1 + random.nextInt(8);
    List<Candidate> result = new ArrayList<>();
    for (int i = random.nextInt(30); i >= 0; i--) {
      int domain = random.nextInt(domains);
      String name = "n" + i;
      GpuNode node = node(name, "p", domain == 0 ? "" : "rack-" + domain, INFERENCE);
      PlannedGang busy = new PlannedGang(gang("on-" + name, name), NOW, Collections.emptySet(), 0);
      result.add(new Candidate(node, random.nextBoolean() ? List.of(busy) : List.of()));
    }
    return result;
  }

  private static DomainSpare spare(List<Candidate> candidates, int needed) {
    Allocation allocation =
        new Allocation(
            needed == 0
                ? List.of()
                : List.of(new Grant("p", INFERENCE, PROTECT, needed, List.of())),
            List.of());
    ClusterSnapshot snapshot = cluster(candidates.stream().map(Candidate::node).toList());
    return new DomainSpare(new TreeMap<>(Map.of(INFERENCE, 1.0)), snapshot, allocation);
  }

  /** The rule as it is written, word by word, whatever it takes. */
  private static List<Candidate> oneByOne(List<Candidate> candidates, int needed) {
    List<Candidate> left = new ArrayList<>(candidates);
    for (boolean idle : List.of(true, false)) {
      List<Candidate> open = new ArrayList<>(candidates);
      open.removeIf(candidate -> candidate.isIdle() != idle);
      List<String> order = open.stream().map(DomainSpareTest::domain).distinct().toList();
      boolean goesOn = true;
      while (goesOn && !open.isEmpty()) {
        Candidate next = inLargestDomain(open, order, left);
        List<Candidate> without = new ArrayList<>(left);
        without.remove(next);
        goesOn = outside(without) >= needed || outside(without) == outside(left);
        left = goesOn ? without : left;
        open.remove(next);
      }
    }
    List<Candidate> leaving = new ArrayList<>(candidates);
    leaving.removeAll(left);
    return leaving;
  }

  private static Candidate inLargestDomain(
      List<Candidate> open, List<String> order, List<Candidate> left) {
    Comparator<Candidate> size = Comparator.comparingInt(c -> -held(left, domain(c)));
    return Collections.min(open, size.thenComparing(c -> order.indexOf(domain(c))));
  }

  private static int outside(List<Candidate> nodes) {
    return nodes.size() - nodes.stream().mapToInt(c -> held(nodes, domain(c))).max().orElse(0);
  }

  private static int held(List<Candidate> nodes, String domain) {
    return (int) nodes.stream().filter(c -> domain(c).equals(domain)).count();
  }

  private static String domain(Candidate candidate) {
    GpuNode node = candidate.node();
    return node.domain().isEmpty() ? node.name() : node.domain();
  }

  private static ClusterSnapshot cluster(List<GpuNode> nodes) {
    return ClusterSnapshot.at(NOW).pools(List.of(Samples.pool("p"))).nodes(nodes).build();
  }
}
