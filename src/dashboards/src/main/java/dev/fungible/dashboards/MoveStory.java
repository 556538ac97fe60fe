package dev.fungible.dashboards;

import dev.fungible.dashboards.Dashboard.Row;
import dev.fungible.dashboards.Dashboard.Variable;
import java.util.List;

/** For whoever asks why nodes went from one class to another, and what came of it. */
final class MoveStory {

  /** Classes for which nobody states a demand want nothing, which is not the same as 0. */
  private static final String STATED = " and on (class) fungible_demand_gpu_seconds_total";

  private static final String PAIR = "pool=~\"$pool\", from=~\"$from\", to=~\"$to\"";
  private static final String CLASSES = "from=~\"$from\", to=~\"$to\"";

  private MoveStory() {}

  static Dashboard dashboard() {
    return new Dashboard(
        "fungible-moves",
        "Fungible GPUs: the story of a move",
        "Choose a pool, a class that gave and one that got. Why did nodes move, how long did it"
            + " take, what did it cost?",
        "now-24h",
        List.of(Variable.POOL, Variable.FROM, Variable.TO),
        List.of(numbers(), why(), how(), more()));
  }

  private static Row numbers() {
    return Row.of(
        "Over the time that is looked at",
        number("Started", Unit.SHIFTS, "Shifts whose record was saved.")
            .show("shifts", "sum(increase(fungible_shifts_started_total{" + PAIR + "}[$__range]))"),
        number("Finished", Unit.SHIFTS, "Shifts whose node reached the receiver.")
            .show(
                "shifts", "sum(increase(fungible_shifts_finished_total{" + PAIR + "}[$__range]))"),
        number(
                "Rolled back",
                Unit.SHARE,
                "Share of started shifts that turned back: the reason was gone, or a drain took too"
                    + " long.")
            .within(Limits.doubtfulFrom(0.2).andBadFrom(0.5))
            .show(
                "of started",
                "sum(increase(fungible_shifts_rolled_back_total{"
                    + PAIR
                    + "}[$__range]))"
                    + " / (sum(increase(fungible_shifts_started_total{"
                    + PAIR
                    + "}[$__range])) > 0)"),
        number("Failed", Unit.SHIFTS, "Shifts that a person must look at.")
            .within(Limits.badFrom(1))
            .show("shifts", "sum(increase(fungible_shifts_failed_total{" + PAIR + "}[$__range]))"),
        number("Mean duration", Unit.SECONDS, "From start to end, of those that finished.")
            .show(
                "each",
                "sum(increase(fungible_shift_seconds_sum{"
                    + CLASSES
                    + "}[$__range]))"
                    + " / (sum(increase(fungible_shift_seconds_count{"
                    + CLASSES
                    + "}[$__range])) > 0)"),
        number(
                "Lost work",
                Unit.GPU_HOURS,
                "What drains were planned to undo of jobs' work, restarts included.")
            .show(
                "GPU-hours",
                "sum(increase(fungible_shift_lost_gpu_seconds_total{"
                    + PAIR
                    + "}[$__range])) / 3600"));
  }

  private static Panel number(String title, Unit unit, String description) {
    return Panel.number(title, unit, description).wide(4);
  }

  private static Row why() {
    return Row.of(
        "Why",
        Panel.lines(
                "What the receiver's policies asked for",
                Unit.NODES,
                "Bids for the class that got nodes. The bid that rose before the move is its reason.")
            .show(
                "{{policy}}: {{class}}, {{tier}}",
                "sum by (policy, class, tier) (fungible_bid_nodes{class=~\"$to\"})"),
        Panel.lines(
                "What the giver's policies asked for",
                Unit.NODES,
                "Bids for the class that gave nodes. A lower tier never takes from a higher one.")
            .show(
                "{{policy}}: {{class}}, {{tier}}",
                "sum by (policy, class, tier) (fungible_bid_nodes{class=~\"$from\"})"),
        Panel.lines(
                "Wanted and held",
                Unit.GPUS,
                "What the two classes hold, and what they want in dashes.")
            .show(
                "{{class}} holds",
                "sum by (class) (fungible_gpus_held{pool=~\"$pool\", class=~\"($from)|($to)\"})")
            .dash(
                "{{class}} wants",
                "sum by (class) (fungible_demand_gpus{class=~\"($from)|($to)\"})" + STATED),
        Panel.stack(
                "What may not move to the receiver",
                Unit.NODES,
                "Nodes that were wanted there and may not move, by what stands against it.")
            .show(
                "{{constraint}}",
                "sum by (constraint) (fungible_rejected_nodes{pool=~\"$pool\", to=~\"$to\"})"));
  }

  private static Row how() {
    return Row.of(
        "How it went",
        Panel.bars(
                "Shifts that started, each hour", Unit.SHIFTS, "By the class that gives and gets.")
            .show(
                "to {{to}} from {{from}}",
                "sum by (from, to) (increase(fungible_shifts_started_total{"
                    + PAIR
                    + "}[1h])) > 0"),
        Panel.stack(
                "Nodes by class", Unit.NODES, "Nodes by their label: a node counts where it is.")
            .show(
                "{{class}}",
                "sum by (class) (fungible_nodes{pool=~\"$pool\", class=~\"($from)|($to)\"})"),
        Panel.bars(
                "Mean time in each phase",
                Unit.SECONDS,
                "Of the shifts that left the phase in the hour before, one phase on the other: where"
                    + " the time goes. Draining is the giver's grace, warming the receiver's start.")
            .show(
                "{{phase}}",
                "sum by (phase) (increase(fungible_shift_phase_seconds_sum{"
                    + CLASSES
                    + "}[1h]))"
                    + " / (sum by (phase) (increase(fungible_shift_phase_seconds_count{"
                    + CLASSES
                    + "}[1h])) > 0)"),
        Panel.bars(
                "Lost work, each hour",
                Unit.GPU_HOURS,
                "What drains were planned to undo of jobs' work, restarts included.")
            .show(
                "to {{to}} from {{from}}",
                "sum by (from, to) (increase(fungible_shift_lost_gpu_seconds_total{"
                    + PAIR
                    + "}[1h])) / 3600 > 0"),
        Panel.lines(
                "How long it took, and was expected to",
                Unit.SECONDS,
                "The median of the shifts that ended in the two hours before; in dashes the lead"
                    + " time that was learned.")
            .show(
                "to {{to}} from {{from}}",
                "histogram_quantile(0.5, sum by (le, from, to)"
                    + " (increase(fungible_shift_seconds_bucket{"
                    + CLASSES
                    + "}[2h]))) > 0")
            .dash(
                "expected to {{to}} from {{from}}",
                "max by (from, to) (fungible_lead_time_seconds{" + CLASSES + "})"),
        Panel.lines(
                "Held on borrowed nodes",
                Unit.GPUS,
                "GPUs that gangs of the receiver hold on nodes which it borrowed from the giver.")
            .show(
                "{{class}} from {{lender}}",
                "sum by (class, lender) (fungible_gpus_borrowed{pool=~\"$pool\","
                    + " class=~\"$to\", lender=~\"$from\"})"));
  }

  private static Row more() {
    return Row.of(
        "One node, one gang",
        Panel.text(
            "Ask further",
            """
            Metrics never name a node or a gang. These do:

            | question | command |
            |---|---|
            | Why did this node move, how far did it come? | `kubectl describe node NODE`: Events say why, taints and `fungible.dev/shift` how far |
            | What happened to nodes lately? | `kubectl get events -A --field-selector involvedObject.kind=Node --sort-by=.lastTimestamp` |
            | Which shifts did this node have? | `kubectl get node NODE -o jsonpath='{.metadata.annotations.fungible\\.dev/shift-history}'` |
            | Who holds this node, what does this class lack, why did this gang stop? | `fungible explain node NAME`, `… class NAME`, `… gang NAME` |
            | Which nodes have which class now? | `kubectl get nodes -L fungible.dev/class,fungible.dev/pool` |
            | What would move now, which nodes would be next, what binds? | `fungible plan` |
            | Which configuration decides? | `kubectl get configmap -n fungible-system` and the status ConfigMap there |
            | What would have happened under other settings? | `fungible replay --config fungible.yaml` |

            Events are kept for an hour unless the API server is told otherwise.
            """));
  }
}
