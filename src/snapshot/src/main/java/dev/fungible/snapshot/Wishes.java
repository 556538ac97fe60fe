package dev.fungible.snapshot;

import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.scheduler.plan.Allocation;
import dev.fungible.scheduler.plan.Decision;
import dev.fungible.scheduler.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/**
 * What of a decision is news when it differs from the one before: levels, grants, refusals and
 * planned moves, without the reasons, whose figures change with every look.
 *
 * @param lines in the order of the decision
 */
record Wishes(List<List<Object>> lines) {

  static Wishes of(CycleReport report) {
    Decision decision = report.decision();
    Allocation allocation = decision.allocation();
    Plan plan = decision.plan();
    List<List<Object>> lines = new ArrayList<>();
    decision
        .bids()
        .forEach(
            bid ->
                lines.add(
                    List.of(
                        "bid",
                        bid.policy(),
                        bid.workloadClass(),
                        bid.pools(),
                        bid.tier(),
                        bid.nodes())));
    decision.failures().forEach(failure -> lines.add(List.of("failure", failure.policy())));
    allocation
        .grants()
        .forEach(
            grant ->
                lines.add(
                    List.of(
                        "grant",
                        grant.pool(),
                        grant.workloadClass(),
                        grant.tier(),
                        grant.nodes())));
    allocation.shortfalls().forEach(shortfall -> lines.add(List.of("shortfall", shortfall)));
    plan.moves().forEach(move -> lines.add(List.of("move", move.node(), move.from(), move.to())));
    plan.recalls().forEach(recall -> lines.add(List.of("recall", recall.shift())));
    plan.rejections()
        .forEach(
            rejection ->
                lines.add(
                    List.of(
                        "rejection",
                        rejection.pool(),
                        rejection.to(),
                        rejection.tier(),
                        rejection.nodes(),
                        rejection.constraint())));
    return new Wishes(lines);
  }
}
