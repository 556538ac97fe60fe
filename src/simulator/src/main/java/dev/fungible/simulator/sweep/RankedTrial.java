package dev.fungible.simulator.sweep;

import java.util.List;

/**
 * A trial beside the others.
 *
 * @param trial what was tried
 * @param outcomes by scenario, those that are there
 * @param feasible in how many of them every service target was met
 * @param values one an objective
 * @param pareto whether no other trial, feasible in as many scenarios, is better in one objective
 *     and as good in all
 */
record RankedTrial(
    Trial trial, List<Outcome> outcomes, int feasible, List<Double> values, boolean pareto) {

  RankedTrial {
    outcomes = List.copyOf(outcomes);
    values = List.copyOf(values);
  }

  /** The same as a member of the Pareto set, or not. */
  RankedTrial pareto(boolean member) {
    return new RankedTrial(trial, outcomes, feasible, values, member);
  }
}
