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
  private final GangLosses losses;
  private final ElasticSlack slack;
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
    losses = new GangLosses(snapshot.time());
    slack = new ElasticSlack(snapshot, losses);
  }

  List<Move> moves() {
    return moves;
  }

  List<Rejection> rejections() {
    return rejections;
  }

  /** Moves nodes to the receiver until its deficit is met or something binds. */
  void serve(Deficit deficit) {
    int allowed = Math.max(0, Math.min(deficit.nodes(), allowance.nodes() - moves.size()));
    if (allowed < deficit.nodes()) {
      reject(deficit, deficit.nodes() - allowed, allowance.guardrail(), allowance.reason());
    }
    if (allowed == 0) {
      return;
    }
    Preference preference =
        new Preference(snapshot, donors.pool(), deficit.to(), settings.warmFor());
    List<Candidate> candidates = preference.sorted(donors.candidatesFor(deficit.to()));
    List<Choice> choices = new ArrayList<>();
    for (Disruption disruption : Disruption.values()) {
      List<Candidate> suitable = suitable(disruption, candidates);
      choices.addAll(
          choose(disruption, suitable, deficit, allowed - choices.size(), preference));
    }
    if (choices.size() < allowed) {
      explainShortage(deficit, allowed - choices.size());
    }
    List<Move.Alternative> alternatives =
        choices.isEmpty() ? List.of() : alternatives(deficit.to());
    choices.forEach(choice -> moves.add(move(deficit, choice, alternatives)));
  }

  /** A node chosen, and its share of what that loses. */
  private record Choice(Candidate candidate, Disruption disruption, double loss) {}

  /** The candidates that can be taken in this way, best first. */
  private List<Candidate> suitable(Disruption disruption, List<Candidate> candidates) {
    return switch (disruption) {
      case IDLE -> candidates.stream().filter(Candidate::isIdle).toList();
      case SHRINK -> slack.shrinkable(candidates);
      case PREEMPT -> candidates.stream().filter(this::isBusyStill).toList();
    };
  }

  private boolean isBusyStill(Candidate candidate) {
    return !candidate.isIdle()
        && !slack.isTaken(candidate)
        && donors.surplus(candidate.donor()) > 0;
  }

  private List<Choice> choose(
      Disruption disruption,
      List<Candidate> suitable,
      Deficit deficit,
      int most,
      Preference preference) {
    int wanted = suitable.isEmpty() ? 0 : most;
    while (wanted > 0) {
      List<Candidate> nodes =
          disruption == Disruption.PREEMPT
              ? victims(suitable, wanted)
              : donors.within(suitable, wanted);
      List<Choice> choices = shareLoss(nodes, disruption);
      if (pays(deficit, choices, preference)) {
        take(nodes, disruption);
        return choices;
      }
      // The whole does not pay: its cheaper half may.
      wanted = Math.min(wanted, nodes.size()) / 2;
    }
    return List.of();
  }

  private void take(List<Candidate> nodes, Disruption disruption) {
    nodes.forEach(donors::take);
    switch (disruption) {
      case IDLE -> {}
      case SHRINK -> nodes.forEach(slack::take);
      case PREEMPT -> donors.stopGangsOf(nodes);
    }
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

  private List<Candidate> victims(List<Candidate> busy, int most) {
    VictimProblem problem = VictimProblem.of(busy, donors, most, losses);
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
    List<Choice> result = new ArrayList<>(nodes.size());
    for (Candidate candidate : nodes) {
      double loss = 0;
      for (Gang gang : candidate.gangs()) {
        loss += loss(gang, disruption) / chosenNodesOfGang.getOrDefault(gang.name(), 1);
      }
      result.add(new Choice(candidate, disruption, loss));
    }
    return result;
  }

  private double loss(Gang gang, Disruption disruption) {
    return disruption == Disruption.SHRINK ? losses.ofShrinking(gang) : losses.of(gang);
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
  private List<Move.Alternative> alternatives(WorkloadClass to) {
    List<Move.Alternative> cheapest = new ArrayList<>();
    for (Candidate candidate : donors.candidatesFor(to)) {
      double loss = losses.ofAll(candidate.gangs());
      if (cheapest.size() < ALTERNATIVES || loss < cheapest.getLast().loss().value()) {
        cheapest.add(alternative(candidate, loss));
        cheapest.sort(Comparator.comparing(Move.Alternative::loss));
        if (cheapest.size() > ALTERNATIVES) {
          cheapest.removeLast();
        }
      }
    }
    return cheapest;
  }

  private static Move.Alternative alternative(Candidate candidate, double loss) {
    Disruption disruption = candidate.isIdle() ? Disruption.IDLE : Disruption.PREEMPT;
    return new Move.Alternative(
        candidate.node().name(), candidate.donor(), disruption, new GpuHours(loss));
  }

  private void explainShortage(Deficit deficit, int nodes) {
    List<Donors.Blocked> blocked = donors.blocked();
    boolean anyLeft = !donors.candidatesFor(deficit.to()).isEmpty();
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
