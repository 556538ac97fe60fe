package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.GpuHours;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Serves the deficits of one pool, most urgent first, from what its donors can still give. */
final class PoolPlanner {

  private static final int ALTERNATIVES = 3;

  private final ClusterSnapshot snapshot;
  private final PlannerSettings settings;
  private final VictimOrder victimOrder;
  private final Donors donors;
  private final Guardrails.Allowance allowance;
  private final List<Move> moves = new ArrayList<>();
  private final List<Rejection> rejections = new ArrayList<>();

  PoolPlanner(
      ClusterSnapshot snapshot,
      PlannerSettings settings,
      VictimOrder victimOrder,
      Donors donors,
      Guardrails.Allowance allowance) {
    this.snapshot = snapshot;
    this.settings = settings;
    this.victimOrder = victimOrder;
    this.donors = donors;
    this.allowance = allowance;
  }

  List<Move> moves() {
    return moves;
  }

  List<Rejection> rejections() {
    return rejections;
  }

  /** Moves nodes to the receiver until its deficit is met or something binds. */
  void serve(Deficit deficit) {
    Preference preference = new Preference(snapshot, deficit.to(), settings.warmFor());
    int allowed = Math.max(0, Math.min(deficit.nodes(), allowance.nodes() - moves.size()));
    if (allowed < deficit.nodes()) {
      reject(deficit, deficit.nodes() - allowed, allowance.guardrail(), allowance.reason());
    }
    List<Choice> choices = new ArrayList<>();
    for (Disruption disruption : Disruption.values()) {
      if (choices.size() < allowed) {
        choices.addAll(choose(disruption, deficit, allowed - choices.size(), preference));
      }
    }
    if (choices.size() < allowed) {
      explainShortage(deficit, allowed - choices.size());
    }
    List<Move.Alternative> alternatives =
        choices.isEmpty() ? List.of() : alternatives(deficit.to(), preference);
    choices.forEach(choice -> moves.add(move(deficit, choice, alternatives)));
  }

  /** A node chosen, and its share of what that loses. */
  private record Choice(Candidate candidate, Disruption disruption, double loss) {}

  private List<Choice> choose(
      Disruption disruption, Deficit deficit, int most, Preference preference) {
    int wanted = most;
    while (wanted > 0) {
      List<Candidate> nodes =
          switch (disruption) {
            case IDLE -> idle(deficit.to(), wanted, preference);
            case SHRINK -> shrinkable(deficit.to(), wanted, preference);
            case PREEMPT -> victims(deficit.to(), wanted, preference);
          };
      List<Choice> choices = shareLoss(nodes, disruption);
      if (pays(deficit, choices, preference)) {
        nodes.forEach(donors::take);
        if (disruption == Disruption.PREEMPT) {
          donors.stopGangsOf(nodes);
        }
        return choices;
      }
      // The whole does not pay: its cheaper half may.
      wanted = Math.min(wanted, nodes.size()) / 2;
    }
    return List.of();
  }

  private boolean pays(Deficit deficit, List<Choice> choices, Preference preference) {
    if (!deficit.tier().mustPay() || choices.isEmpty()) {
      return true;
    }
    int gpus = donors.pool().gpusPerNode();
    double cost = 0;
    for (Choice choice : choices) {
      cost += choice.loss;
      cost += GpuHours.of(gpus, preference.leadTime(choice.candidate.donor())).value();
    }
    double gain = choices.size() * GpuHours.of(gpus, deficit.bid().dwell()).value();
    return gain >= settings.minimumPayoff() * cost;
  }

  private List<Candidate> idle(WorkloadClass to, int most, Preference preference) {
    return donors.within(donors.candidates(to, Candidate::isIdle, preference.order()), most);
  }

  /** Nodes that elastic gangs can give up, those first whose gang loses least by it. */
  private List<Candidate> shrinkable(WorkloadClass to, int most, Preference preference) {
    Comparator<Candidate> cheapest =
        Comparator.comparingDouble(c -> c.gangs().getFirst().lossIfShrunk().value());
    List<Candidate> elastic =
        donors.candidates(
            to,
            c -> c.gangs().size() == 1 && slack(c.gangs().getFirst()) > 0,
            cheapest.thenComparing(preference.order()));
    Map<String, Integer> taken = new LinkedHashMap<>();
    List<Candidate> shrinkable = new ArrayList<>();
    for (Candidate candidate : elastic) {
      Gang gang = candidate.gangs().getFirst();
      if (taken.merge(gang.name(), 1, Integer::sum) <= slack(gang)) {
        shrinkable.add(candidate);
      }
    }
    return donors.within(shrinkable, most);
  }

  /** Nodes that the gang can still give up: shifts under way or planned count as given. */
  private int slack(Gang gang) {
    int leaving = 0;
    for (var placement : gang.placements()) {
      boolean shifting =
          snapshot.node(placement.node()).filter(node -> node.shift() != null).isPresent();
      boolean planned = moves.stream().anyMatch(move -> move.node().equals(placement.node()));
      leaving += shifting || planned ? 1 : 0;
    }
    return gang.slackNodes() - leaving;
  }

  private List<Candidate> victims(WorkloadClass to, int most, Preference preference) {
    List<Candidate> busy = donors.candidates(to, c -> !c.isIdle(), preference.order());
    if (busy.isEmpty()) {
      return List.of();
    }
    VictimProblem problem = VictimProblem.of(busy, donors, most, snapshot.time());
    List<Candidate> result = new ArrayList<>();
    for (int node : victimOrder.choose(problem)) {
      result.add(busy.get(node));
    }
    return result;
  }

  private List<Choice> shareLoss(List<Candidate> nodes, Disruption disruption) {
    Map<String, Integer> chosenNodesOfGang = new LinkedHashMap<>();
    for (Candidate candidate : nodes) {
      candidate.gangs().forEach(gang -> chosenNodesOfGang.merge(gang.name(), 1, Integer::sum));
    }
    return nodes.stream()
        .map(
            candidate -> {
              double loss = 0;
              for (Gang gang : candidate.gangs()) {
                loss += loss(gang, disruption) / chosenNodesOfGang.getOrDefault(gang.name(), 1);
              }
              return new Choice(candidate, disruption, loss);
            })
        .toList();
  }

  private double loss(Gang gang, Disruption disruption) {
    return disruption == Disruption.SHRINK
        ? gang.lossIfShrunk().value()
        : gang.lossIfPreempted(snapshot.time()).value();
  }

  private Move move(Deficit deficit, Choice choice, List<Move.Alternative> alternatives) {
    Candidate candidate = choice.candidate;
    return new Move(
        candidate.node().name(),
        candidate.node().pool(),
        candidate.donor(),
        deficit.to(),
        deficit.tier(),
        lender(candidate, deficit),
        choice.disruption,
        candidate.gangs().stream().map(Gang::name).toList(),
        new GpuHours(choice.loss),
        deficit.bid().reason(),
        alternatives);
  }

  private static @Nullable WorkloadClass lender(Candidate candidate, Deficit deficit) {
    WorkloadClass lender = candidate.node().lender();
    if (deficit.tier() == Tier.GUARANTEE || deficit.to().equals(lender)) {
      return null;
    }
    return lender == null ? candidate.donor() : lender;
  }

  /** The nodes that would have come next, cheapest first. */
  private List<Move.Alternative> alternatives(WorkloadClass to, Preference preference) {
    Comparator<Candidate> cheapest = Comparator.comparingDouble(this::lossAlone);
    return donors
        .candidates(to, c -> true, cheapest.thenComparing(preference.order()))
        .stream()
        .limit(ALTERNATIVES)
        .map(
            c ->
                new Move.Alternative(
                    c.node().name(),
                    c.donor(),
                    c.isIdle() ? Disruption.IDLE : Disruption.PREEMPT,
                    new GpuHours(lossAlone(c))))
        .toList();
  }

  private double lossAlone(Candidate candidate) {
    double sum = 0;
    for (Gang gang : candidate.gangs()) {
      sum += gang.lossIfPreempted(snapshot.time()).value();
    }
    return sum;
  }

  private void explainShortage(Deficit deficit, int nodes) {
    List<Donors.Blocked> blocked = donors.blocked();
    boolean anyLeft = !donors.candidates(deficit.to(), c -> true, (a, b) -> 0).isEmpty();
    if (anyLeft && deficit.tier().mustPay()) {
      reject(deficit, nodes, "payoff", "the moves that are left lose more than they gain");
    } else if (!blocked.isEmpty()) {
      Donors.Blocked most = blocked.getFirst();
      String reason = most.nodes() + " nodes are held back, for example " + most.example();
      reject(deficit, nodes, most.guardrail(), reason);
    } else {
      reject(deficit, nodes, "no-donor", "no node of another class is free to leave now");
    }
  }

  private void reject(Deficit deficit, int nodes, String constraint, String reason) {
    rejections.add(
        new Rejection(
            donors.pool().name(), deficit.to(), deficit.tier(), nodes, constraint, reason));
  }
}
