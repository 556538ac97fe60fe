package dev.fungible.dashboards;

import dev.fungible.dashboards.Dashboard.Row;
import dev.fungible.dashboards.Dashboard.Variable;
import java.util.List;

/** For whoever sets policies and guardrails: who asks, who gets, and what stands in the way? */
final class Tuning {

  /** Classes for which nobody states a demand want nothing, which is not the same as 0. */
  private static final String STATED = " and on (class) fungible_demand_gpu_seconds_total";

  /** GPUs of a node, by pool. */
  private static final String GPUS_OF_A_NODE =
      " * on (pool) group_left () (sum by (pool) (fungible_gpus{pool=~\"$pool\"})"
          + " / sum by (pool) (fungible_nodes{pool=~\"$pool\"}))";

  private Tuning() {}

  static Dashboard dashboard() {
    return new Dashboard(
        "fungible-tuning",
        "Fungible GPUs: policies and guardrails",
        "What does each policy ask for, what is granted, what stands in the way, and does it pay?",
        "now-24h",
        List.of(Variable.POOL, Variable.CLASS),
        List.of(bids(), constraints(), budgets(), results()));
  }

  private static Row bids() {
    return Row.of(
        "Bids and targets",
        Panel.lines(
                "Bids by policy",
                Unit.NODES,
                "Nodes that each policy asks for, as levels: of bids of one tier for the same pools"
                    + " the highest counts. What asks above all others decides.")
            .show(
                "{{policy}}: {{class}}, {{tier}}",
                "sum by (policy, class, tier) (fungible_bid_nodes{class=~\"$class\"})"),
        Panel.lines(
                "Target, held and demand",
                Unit.GPUS,
                "GPUs of the nodes that all bids came to, and of those that the class has; what it"
                    + " wants in dashes. A target far above the demand is margin that is paid for;"
                    + " one below it cannot serve.")
            .show(
                "{{class}} target",
                "sum by (class) (fungible_target_nodes{pool=~\"$pool\", class=~\"$class\"}"
                    + GPUS_OF_A_NODE
                    + ")")
            .show(
                "{{class}} has",
                "sum by (class) (fungible_gpus_assigned{pool=~\"$pool\", class=~\"$class\"})")
            .dash(
                "{{class}} wants",
                "sum by (class) (fungible_demand_gpus{class=~\"$class\"})" + STATED),
        Panel.lines(
                "Demand, and what was foreseen",
                Unit.GPUS,
                "What the class wants, and within what a forecasting policy expects it to stay until"
                    + " a shift that starts now is over, by probability. Demand above the line of"
                    + " 0.99 for more than one hour in a hundred is a forecast that is not to be"
                    + " trusted.")
            .show(
                "{{class}} within, p = {{probability}}",
                "max by (class, probability) (fungible_forecast_gpus{class=~\"$class\"})")
            .dash(
                "{{class}} wants",
                "sum by (class) (fungible_demand_gpus{class=~\"$class\"})" + STATED),
        Panel.lines(
                "Margin of serving classes",
                Unit.GPUS,
                "GPUs of the class's nodes beyond what it wants. Below 0 it is short.")
            .show(
                "{{class}}",
                "sum by (class) (fungible_gpus_assigned{class=~\"$class\"})"
                    + " - (sum by (class) (fungible_demand_gpus{class=~\"$class\"})"
                    + STATED
                    + ")"),
        Panel.lines(
                "Nodes that are missing, by tier",
                Unit.NODES,
                "Nodes that a class is to have at this tier or a more urgent one, and has not: not"
                    + " granted, or not there yet.")
            .wide(24)
            .show(
                "{{class}}, {{tier}}",
                "max by (class, tier) (fungible_missing_nodes{class=~\"$class\"})"));
  }

  private static Row constraints() {
    return Row.of(
        "What stands in the way",
        Panel.stack(
                "Moves rejected, by constraint",
                Unit.NODES,
                "Nodes that were wanted elsewhere in the last cycle and may not move, by the"
                    + " guardrail or rule that binds. What is always there is worth a thought;"
                    + " what comes and goes does its work.")
            .show(
                "{{constraint}}, to {{to}}",
                "sum by (constraint, to)"
                    + " (fungible_rejected_nodes{pool=~\"$pool\", to=~\"$class\"})"),
        Panel.stack(
                "Bids not granted, by constraint",
                Unit.NODES,
                "Nodes that were bid for and not granted: the capacity, a limit, or no suitable"
                    + " pool. Training with a queue asks for more than there is; that is as it"
                    + " should be.")
            .show(
                "{{constraint}}: {{class}}, {{tier}}",
                "sum by (constraint, class, tier) (fungible_ungranted_nodes{class=~\"$class\"})"),
        Panel.lines(
                "Planned, and started",
                Unit.SHIFTS,
                "Shifts that the last cycle chose, and those that started in the five minutes before."
                    + " In a pool in Observe only the first is there.")
            .show(
                "planned to {{to}}",
                "sum by (to) (fungible_planned_moves{pool=~\"$pool\", to=~\"$class\"})")
            .show(
                "started to {{to}}",
                "sum by (to) (increase(fungible_shifts_started_total{pool=~\"$pool\","
                    + " to=~\"$class\"}[5m]))"),
        Panel.lines(
                "Idle while others are short",
                Unit.GPUS,
                "GPUs that other classes leave idle, and what the class lacks: both at once is what"
                    + " moving nodes is there to end.")
            .show(
                "{{class}} could have from others",
                "class:fungible_idle_elsewhere_gpus:sum{class=~\"$class\"}")
            .dash("{{class}} lacks", "class:fungible_unmet_gpus:rate5m{class=~\"$class\"}"));
  }

  private static Row budgets() {
    return Row.of(
        "Rates, losses and their budgets",
        Panel.lines(
                "Share of the pool that starts to move in 10 minutes",
                Unit.SHARE,
                "To be compared with guardrails.rateShare and rateWindow.")
            .show(
                "{{pool}}",
                "sum by (pool) (increase(fungible_shifts_started_total{pool=~\"$pool\"}[10m]))"
                    + " / sum by (pool) (fungible_nodes{pool=~\"$pool\"})"),
        Panel.lines(
                "Share of the pool on the move at once",
                Unit.SHARE,
                "To be compared with guardrails for concurrent shifts.")
            .show(
                "{{pool}}",
                "sum by (pool) (fungible_shifts_under_way{pool=~\"$pool\"})"
                    + " / sum by (pool) (fungible_nodes{pool=~\"$pool\"})"),
        Panel.lines(
                "Share of an hour's GPU-hours that moves lose",
                Unit.SHARE,
                "Planned losses of the hour before by the pool's capacity: to be compared with"
                    + " guardrails.lossShare.")
            .show(
                "{{pool}}",
                "sum by (pool)"
                    + " (increase(fungible_shift_lost_gpu_seconds_total{pool=~\"$pool\"}[1h]))"
                    + " / (sum by (pool)"
                    + " (increase(fungible_capacity_gpu_seconds_total{pool=~\"$pool\"}[1h])) > 0)"),
        Panel.lines(
                "Moves that undo the last one",
                Unit.SHARE,
                "Share of the shifts of six hours that took a node back to where it came from within"
                    + " guardrails.reversalWindow. From a tenth on an alert says that nodes flap.")
            .within(Limits.doubtfulFrom(0.05).andBadFrom(0.1))
            .show(
                "{{pool}}",
                "sum by (pool) (increase(fungible_shifts_reversed_total{pool=~\"$pool\"}[6h]))"
                    + " / (sum by (pool)"
                    + " (increase(fungible_shifts_started_total{pool=~\"$pool\"}[6h])) > 0)"));
  }

  private static Row results() {
    return Row.of(
        "Lead times, and what comes of it all",
        Panel.lines(
                "Lead times as learned",
                Unit.SECONDS,
                "How long a shift is expected to take until the receiver works. Forecasts look that"
                    + " far ahead; a jump here changes what they ask for.")
            .show(
                "to {{to}} from {{from}}",
                "max by (from, to)"
                    + " (fungible_lead_time_seconds{from=~\"$class\", to=~\"$class\"})"),
        Panel.lines(
                "Goodput and lost work, of an hour",
                Unit.GPU_HOURS,
                "GPU-hours of work that jobs keep, and that moves undid, in the hour before. Classes"
                    + " that serve are not in it.")
            .show("{{class}}", "class:fungible_goodput_gpu_hours:increase1h{class=~\"$class\"}")
            .dash("{{class}} lost", "class:fungible_lost_gpu_hours:increase1h{class=~\"$class\"}"),
        Panel.lines(
                "Demand that is not met",
                Unit.SHARE,
                "Share of the GPU time that a class wanted in the five minutes before and had not.")
            .within(Limits.badFrom(0.005))
            .show("{{class}}", "class:fungible_unmet:ratio_rate5m{class=~\"$class\"}"),
        Panel.lines(
                "The queue's oldest",
                Unit.SECONDS,
                "How long the gang that waits longest has waited.")
            .show(
                "{{class}}",
                "max by (class) (fungible_pending_oldest_seconds{class=~\"$class\"})"));
  }
}
