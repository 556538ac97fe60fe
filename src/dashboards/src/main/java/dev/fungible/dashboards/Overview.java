package dev.fungible.dashboards;

import dev.fungible.dashboards.Dashboard.Row;
import dev.fungible.dashboards.Dashboard.Variable;
import java.util.List;

/**
 * For people who decide: who has which GPUs, who needs more, and whether moving them was worth it.
 */
final class Overview {

  /** Classes for which nobody states a demand want nothing, which is not the same as 0. */
  private static final String STATED = " and on (class) fungible_demand_gpu_seconds_total";

  private Overview() {}

  static Dashboard dashboard() {
    return new Dashboard(
        "fungible-overview",
        "Fungible GPUs: overview",
        "Who holds which GPUs, who needs more, what is moving, what it cost, and was it worth it?",
        "now-7d",
        List.of(Variable.POOL, Variable.CLASS),
        List.of(now(), holding(), service(), worth()));
  }

  private static Row now() {
    return Row.of(
        "Now, and over the time that is looked at",
        Panel.number(
                "GPUs assigned",
                Unit.GPUS,
                "GPUs of all nodes that are labelled with the class, healthy or not.")
            .wide(8)
            .show(
                "{{class}}",
                "sum by (class) (fungible_gpus_assigned{pool=~\"$pool\", class=~\"$class\"})"),
        Panel.number(
                "In use",
                Unit.SHARE,
                "Share of all GPUs that a gang holds. The rest is idle, does not fit what waits, is"
                    + " on its way to another class, or cannot work.")
            .wide(4)
            .within(Limits.doubtfulBelow(0.8))
            .show(
                "of all GPUs",
                "sum(fungible_gpus{pool=~\"$pool\", class=~\"$class\", state=\"busy\"})"
                    + " / sum(fungible_gpus{pool=~\"$pool\", class=~\"$class\"})"),
        Panel.number(
                "GPUs waited for now",
                Unit.GPUS,
                "GPUs that gangs of the class need and wait for. Of a serving class every one is a"
                    + " user who waits; of training it is the queue, which is seldom empty.")
            .wide(8)
            .show("{{class}}", "sum by (class) (fungible_pending_gpus{class=~\"$class\"})"),
        Panel.number(
                "Nodes on the move",
                Unit.NODES,
                "Nodes that carry the record of a shift now, without those that wait for a person.")
            .wide(4)
            .show(
                "now",
                "sum(fungible_shifts_under_way{pool=~\"$pool\", phase!=\"failed\"}) or vector(0)"),
        Panel.number(
                "Demand met",
                Unit.SHARE,
                "Share of the GPU time that serving classes wanted and had, over the time that is"
                    + " looked at. The objective is that of the recording rules.")
            .wide(8)
            .within(Limits.doubtfulBelow(0.99).andGoodFrom(0.995))
            .show(
                "{{class}}",
                "1 - sum by (class)"
                    + " (increase(fungible_unmet_gpu_seconds_total{class=~\"$class\"}[$__range]))"
                    + " / (sum by (class)"
                    + " (increase(fungible_demand_gpu_seconds_total{class=~\"$class\"}[$__range]))"
                    + " > 0)"),
        Panel.number(
                "Time with all demand met",
                Unit.SHARE,
                "Share of the time in which a serving class had all that it wanted.")
            .wide(8)
            .within(Limits.doubtfulBelow(0.95).andGoodFrom(0.98))
            .show(
                "{{class}}",
                "1 - sum by (class)"
                    + " (increase(fungible_unmet_seconds_total{class=~\"$class\"}[$__range]))"
                    + " / on () group_left ()"
                    + " (sum(increase(fungible_observed_seconds_total[$__range])) > 0)"),
        Panel.number(
                "GPU-hours gained for each one spent",
                Unit.TIMES,
                "GPU-hours that classes worked on borrowed nodes, divided by those that moves lost"
                    + " of jobs' work or spent in transition, over the time that is looked at."
                    + " Below 1 moving nodes costs more than it brings.")
            .wide(8)
            .within(Limits.doubtfulBelow(1).andGoodFrom(3))
            .show(
                "times",
                "sum(increase(fungible_borrowed_gpu_seconds_total{pool=~\"$pool\"}[$__range]))"
                    + " / (sum(increase(fungible_shift_lost_gpu_seconds_total{pool=~\"$pool\"}"
                    + "[$__range]))"
                    + " + sum(increase(fungible_gpu_seconds_total{pool=~\"$pool\","
                    + " state=\"shifting\"}[$__range])) > 0)"));
  }

  private static Row holding() {
    return Row.of(
        "Who holds the GPUs, who needs more",
        Panel.stack(
                "GPUs by class",
                Unit.GPUS,
                "GPUs of the nodes that are labelled with each class: how the fleet is divided.")
            .show(
                "{{class}}",
                "sum by (class) (fungible_gpus_assigned{pool=~\"$pool\", class=~\"$class\"})"),
        Panel.stack(
                "GPUs by what they do",
                Unit.GPUS,
                "Every GPU once: busy for a gang, idle, fragmented (free although gangs wait),"
                    + " shifting between classes, or unhealthy.")
            .show(
                "{{state}}", "sum by (state) (fungible_gpus{pool=~\"$pool\", class=~\"$class\"})"),
        Panel.lines(
                "Wanted and held",
                Unit.GPUS,
                "What serving classes want, in dashes, and what gangs hold. A dashed line above a"
                    + " full one of its colour is demand that is not met. Where nobody states a"
                    + " demand, as for training, there is no dashed line.")
            .show(
                "{{class}} holds",
                "sum by (class) (fungible_gpus_held{pool=~\"$pool\", class=~\"$class\"})")
            .dash(
                "{{class}} wants",
                "sum by (class) (fungible_demand_gpus{class=~\"$class\"})" + STATED),
        Panel.stack("GPUs waited for", Unit.GPUS, "GPUs that gangs of the class need and wait for.")
            .show("{{class}}", "sum by (class) (fungible_pending_gpus{class=~\"$class\"})"));
  }

  private static Row service() {
    return Row.of(
        "Service",
        Panel.lines(
                "Demand met, hour by hour",
                Unit.SHARE,
                "Share of the GPU time that a class wanted in the hour before and had. The line is"
                    + " the shipped objective.")
            .within(Limits.badBelow(0.995))
            .show("{{class}}", "class:fungible_demand_attainment:ratio_rate1h{class=~\"$class\"}"),
        Panel.lines(
                "How fast the error budget burns",
                Unit.TIMES,
                "How many times as fast as the objective allows demand goes unmet, over the hour"
                    + " before. At 1 the objective is just met; above 6 somebody is called, if other"
                    + " classes have idle GPUs meanwhile.")
            .within(Limits.doubtfulFrom(1).andBadFrom(6))
            .show("{{class}}", "class:fungible_slo_burn:ratio_rate1h{class=~\"$class\"}"));
  }

  private static Row worth() {
    return Row.of(
        "What moves, what it costs, what it brings",
        Panel.bars(
                "Moves that ended, each hour",
                Unit.SHIFTS,
                "Nodes that reached the class that was to have them.")
            .show(
                "to {{to}} from {{from}}",
                "sum by (from, to)"
                    + " (increase(fungible_shifts_finished_total{pool=~\"$pool\"}[1h])) > 0"),
        Panel.bars(
                "What moves cost, each hour",
                Unit.GPU_HOURS,
                "Work of jobs that moves undid, with the restart, and the time in which nodes worked"
                    + " for nobody.")
            .show(
                "lost work",
                "sum(increase(fungible_shift_lost_gpu_seconds_total{pool=~\"$pool\"}[1h])) / 3600")
            .show(
                "transition",
                "sum(increase(fungible_gpu_seconds_total{pool=~\"$pool\", state=\"shifting\"}[1h]))"
                    + " / 3600"),
        Panel.bars(
                "What moves brought, each hour",
                Unit.GPU_HOURS,
                "GPU-hours that gangs worked on nodes which their class borrowed from another.")
            .show(
                "{{class}}",
                "sum by (class)"
                    + " (increase(fungible_borrowed_gpu_seconds_total{pool=~\"$pool\","
                    + " class=~\"$class\"}[1h])) / 3600"),
        Panel.bars(
                "Where the GPU-hours went, each hour",
                Unit.GPU_HOURS,
                "Every GPU-hour once, by what the GPU did.")
            .show(
                "{{state}}",
                "sum by (state)"
                    + " (increase(fungible_gpu_seconds_total{pool=~\"$pool\", class=~\"$class\"}"
                    + "[1h])) / 3600"));
  }
}
