package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.GpuHours;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Serves the deficits of one pool, most urgent first, from what its donors can still give. */
final class PoolPlanner {

  private static final int ALTERNATIVES = 3;

  private final Draft draft;
  private final PlannerSettings settings;
  private final VictimOrder victimOrder;
  private final Donors donors;
  private final Guardrails.Allowance allowance;
  private final LossBudget losses;
  private final List<Move> moves = new ArrayList<>();
  private final List<Rejection> rejections = new ArrayList<>();

  PoolPlanner(
      Draft draft,
      PlannerSettings settings,
      VictimOrder victimOrder,
      Donors donors,
      Guardrails.Allowance allowance,
      LossBudget losses) {
    this.draft = draft;
    this.settings = settings;
    this.victimOrder = victimOrder;
    this.donors = donors;
    this.allowance = allowance;
    this.losses = losses;
  }

  List<Move> moves() {
    return moves;
  }

  List<Rejection> rejections() {
    return rejections;
  }

  /** Moves nodes to the receiver until its deficit is met or something binds. */
  void serve(Deficit deficit) {
    int allowed = allowed(deficit);
    if (allowed == 0) {
      return;
    }
    Preference preference =
        new Preference(draft.snapshot(), donors.pool(), deficit.to(), settings.warmFor());
    Supply supply = donors.supply(deficit, preference);
    int refusals = losses.refusals();
    List<Choice> choices = new ArrayList<>();
    for (Disruption disruption : Disruption.values()) {
      choices.addAll(choose(disruption, deficit, allowed - choices.size(), preference, supply));
    }
    if (choices.size() < allowed && losses.refusals() > refusals) {
      reject(deficit, allowed - choices.size(), LossBudget.NAME, losses.reason());
    } else if (choices.size() < allowed) {
      explainShortage(deficit, allowed - choices.size(), supply);
    }
    List<Move.Alternative> alternatives = choices.isEmpty() ? List.of() : alternatives(supply);
    choices.forEach(choice -> moves.add(move(deficit, choice, alternatives)));
  }

  private int allowed(Deficit deficit) {
    int byBudget = Math.max(0, allowance.nodes() - moves.size());
    int byCeiling = draft.bounds().mayTake(deficit.to());
    int allowed = Math.min(deficit.nodes(), Math.min(byBudget, byCeiling));
    int lacking = deficit.nodes() - allowed;
    if (lacking > 0 && byCeiling < byBudget) {
      reject(deficit, lacking, "limits.max", deficit.to() + " may hold no more nodes in all");
    } else if (lacking > 0) {
      reject(deficit, lacking, allowance.guardrail(), allowance.reason());
    }
    return allowed;
  }

  /** A node chosen, the gangs that it costs, and its share of what that loses. */
  private record Choice(
      Candidate candidate, Disruption disruption, List<PlannedGang> gangs, double loss) {}

  private List<Choice> choose(
      Disruption disruption, Deficit deficit, int most, Preference preference, Supply supply) {
    int wanted = most;
    while (wanted > 0) {
      List<Candidate> nodes =
          switch (disruption) {
            case IDLE -> supply.idle(wanted);
            case SHRINK -> supply.shrinkable(wanted);
            case PREEMPT -> supply.victims(wanted, victimOrder);
          };
      List<Choice> choices = shareLoss(nodes, disruption);
      if (pays(deficit, choices, preference) && losses.allows(deficit.tier(), loss(choices))) {
        choices.forEach(choice -> take(choice, deficit, supply));
        return choices;
      }
      // The whole does not pay, or loses too much: its cheaper half may do.
      wanted = Math.min(wanted, nodes.size()) / 2;
    }
    return List.of();
  }

  private void take(Choice choice, Deficit deficit, Supply supply) {
    donors.take(choice.candidate, deficit.to());
    supply.take(choice.candidate);
    losses.take(choice.loss);
    switch (choice.disruption) {
      case IDLE -> {}
      case SHRINK -> choice.gangs.forEach(PlannedGang::shrink);
      case PREEMPT -> choice.gangs.forEach(PlannedGang::stop);
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

  private static double loss(List<Choice> choices) {
    return choices.stream().mapToDouble(Choice::loss).sum();
  }

  private static List<Choice> shareLoss(List<Candidate> nodes, Disruption disruption) {
    Map<String, Integer> chosenNodesOfGang = new LinkedHashMap<>();
    for (Candidate candidate : nodes) {
      candidate.gangs().forEach(gang -> chosenNodesOfGang.merge(gang.name(), 1, Integer::sum));
    }
    List<Choice> result = new ArrayList<>(nodes.size());
    for (Candidate candidate : nodes) {
      List<PlannedGang> gangs = candidate.gangs();
      double loss = 0;
      for (PlannedGang gang : gangs) {
        double whole =
            disruption == Disruption.SHRINK ? gang.lossIfShrunk() : gang.lossIfPreempted();
        loss += whole / chosenNodesOfGang.getOrDefault(gang.name(), 1);
      }
      result.add(new Choice(candidate, disruption, gangs, loss));
    }
    return result;
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
        choice.gangs.stream().map(PlannedGang::name).toList(),
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
  private static List<Move.Alternative> alternatives(Supply supply) {
    return supply.cheapest(ALTERNATIVES).stream()
        .map(
            c ->
                new Move.Alternative(
                    c.node().name(),
                    c.donor(),
                    c.isIdle() ? Disruption.IDLE : Disruption.PREEMPT,
                    new GpuHours(c.lossAlone())))
        .toList();
  }

  private void explainShortage(Deficit deficit, int nodes, Supply supply) {
    List<Donors.Blocked> blocked = donors.blocked();
    int heldBack = blocked.stream().mapToInt(Donors.Blocked::nodes).sum();
    int left = supply.size();
    if (deficit.tier().mustPay() && left > 0 && left >= heldBack) {
      reject(deficit, nodes, "payoff", "the moves that are left lose more than they gain");
    } else if (!blocked.isEmpty()) {
      Donors.Blocked most = blocked.getFirst();
      String reason = most.nodes() + " nodes are held back, for example " + most.example();
      reject(deficit, nodes, most.guardrail(), reason);
    } else if (donors.isAnyReserved(deficit)) {
      reject(deficit, nodes, "reserved", "the nodes left stay until their class has its grants");
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
