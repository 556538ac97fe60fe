package dev.fungible.dashboards;

import dev.fungible.dashboards.Dashboard.Row;
import dev.fungible.dashboards.Dashboard.Variable;
import java.util.List;

/** For whoever runs the operator: does it see, does it decide, does it get on? */
final class Operations {

  private static final double AGE_THAT_STOPS_IT = 120;
  private static final double STUCK = 1800;

  private Operations() {}

  static Dashboard dashboard() {
    return new Dashboard(
        "fungible-operations",
        "Fungible GPUs: operations",
        "Does the operator lead, see, decide and act? Which shifts do not get on, and what failed?",
        "now-6h",
        List.of(Variable.POOL, Variable.CLASS),
        List.of(health(), cycles(), shifts(), durations(), api(), books()));
  }

  private static Row health() {
    return Row.of(
        "Health",
        Panel.number(
                "Leaders",
                Unit.COUNT,
                "Replicas that may act now. Expected: 1; with 0 nothing moves.")
            .wide(4)
            .within(Limits.badBelow(1).andBadFrom(2))
            .show("leaders", "sum(fungible_leader)"),
        Panel.number(
                "Age of the view",
                Unit.SECONDS,
                "Age of the oldest part of what was seen last. From 120 seconds on nothing starts.")
            .wide(4)
            .within(Limits.doubtfulFrom(60).andBadFrom(AGE_THAT_STOPS_IT))
            .show("age", "max(fungible_snapshot_age_seconds)"),
        Panel.number(
                "View is trusted",
                Unit.YES_OR_NO,
                "No: what was seen is too old or incomplete, and nothing moves for doubt.")
            .wide(4)
            .within(Limits.badBelow(1))
            .show("trusted", "max(fungible_snapshot_trusted)"),
        Panel.number(
                "Newest configuration is in force",
                Unit.YES_OR_NO,
                "No: the newest document was refused, and an older one decides, or nothing does.")
            .wide(4)
            .within(Limits.badBelow(1))
            .show("in force", "min(fungible_configuration_current)"),
        Panel.number(
                "Shifts that wait for a person",
                Unit.SHIFTS,
                "Their nodes are closed to new pods until somebody has looked.")
            .wide(4)
            .within(Limits.badFrom(1))
            .show(
                "failed",
                "sum(fungible_shifts_under_way{pool=~\"$pool\", phase=\"failed\"}) or vector(0)"),
        Panel.number(
                "Time that was observed",
                Unit.SHARE,
                "Share of the last hour that the operator saw. What it did not see is in no sum.")
            .wide(4)
            .within(Limits.doubtfulBelow(0.95).andGoodFrom(0.99))
            .show("of the hour", "fungible:observed:ratio_rate1h"));
  }

  private static Row cycles() {
    return Row.of(
        "Cycles and the view",
        Panel.lines(
                "How long cycles take",
                Unit.SECONDS,
                "From the look at the cluster to the last write, median and the slowest of a"
                    + " hundred.")
            .wide(8)
            .within(Limits.doubtfulFrom(5))
            .show(
                "half",
                "histogram_quantile(0.5, sum by (le) (rate(fungible_cycle_seconds_bucket[10m])))")
            .show(
                "99 of 100",
                "histogram_quantile(0.99, sum by (le) (rate(fungible_cycle_seconds_bucket[10m])))"),
        Panel.lines(
                "Cycles, passes and failures",
                Unit.PER_SECOND,
                "Full cycles, passes over the shifts under way between them, cycles that ended in an"
                    + " error, and policies that threw.")
            .wide(8)
            .show("cycles", "sum(rate(fungible_cycle_seconds_count[5m]))")
            .show("passes", "sum(rate(fungible_passes_total[5m]))")
            .show("failed cycles", "sum(rate(fungible_cycle_failures_total[5m]))")
            .show("{{policy}} threw", "sum by (policy) (rate(fungible_policy_failures_total[5m]))"),
        Panel.lines(
                "Age of what is known",
                Unit.SECONDS,
                "How long ago what is known of each kind of object was up to date, and of the view as"
                    + " a whole.")
            .wide(8)
            .within(Limits.doubtfulFrom(60).andBadFrom(AGE_THAT_STOPS_IT))
            .show("{{resource}}", "max by (resource) (fungible_reflector_age_seconds)")
            .show("view", "max(fungible_snapshot_age_seconds)"),
        Panel.lines(
                "Missing parts of the view",
                Unit.COUNT,
                "Parts of the cluster that the last cycle could not read. With any, nothing moves.")
            .wide(8)
            .within(Limits.badFrom(1))
            .show("parts", "max(fungible_snapshot_missing_parts)"),
        Panel.lines(
                "Configuration documents",
                Unit.COUNT,
                "Documents that came into force, and those that were refused, in the hour before.")
            .wide(8)
            .show("accepted", "sum(increase(fungible_configuration_accepted_total[1h]))")
            .show("refused", "sum(increase(fungible_configuration_refused_total[1h]))"),
        Panel.lines(
                "Signals",
                Unit.SECONDS,
                "How old the latest number of each signal is. One that is too old is not decided by.")
            .wide(8)
            .show("{{signal}}", "max by (signal) (fungible_signal_age_seconds)"));
  }

  private static Row shifts() {
    return Row.of(
        "Shifts",
        Panel.stack(
                "Under way, by phase",
                Unit.NODES,
                "Nodes that carry the record of a shift, by how far it came.")
            .show("{{phase}}", "sum by (phase) (fungible_shifts_under_way{pool=~\"$pool\"})"),
        Panel.lines(
                "Longest in its phase",
                Unit.SECONDS,
                "How long the shift that is longest in each phase has been in it. From 30 minutes on"
                    + " an alert says that it is stuck.")
            .within(Limits.badFrom(STUCK))
            .show(
                "{{phase}}",
                "max by (phase) (fungible_shift_phase_oldest_seconds{pool=~\"$pool\","
                    + " phase!=\"failed\"})"),
        Panel.bars(
                "What became of shifts, each hour",
                Unit.SHIFTS,
                "Shifts that reached their class, turned back, or failed.")
            .show("finished", "sum(increase(fungible_shifts_finished_total{pool=~\"$pool\"}[1h]))")
            .show(
                "rolled back",
                "sum(increase(fungible_shifts_rolled_back_total{pool=~\"$pool\"}[1h]))")
            .show("failed", "sum(increase(fungible_shifts_failed_total{pool=~\"$pool\"}[1h]))"),
        Panel.lines(
                "Steps of shifts",
                Unit.PER_SECOND,
                "Steps that succeeded, that the API server refused, and that were taken by an old"
                    + " view and are taken again.")
            .show("{{outcome}}", "sum by (outcome) (rate(fungible_shift_steps_total[5m]))"));
  }

  private static Row durations() {
    return Row.of(
        "How long shifts take",
        Panel.lines(
                "From start to end, nine of ten",
                Unit.SECONDS,
                "Nine of ten shifts that ended in the two hours before took no longer.")
            .show(
                "to {{to}} from {{from}}",
                "histogram_quantile(0.9, sum by (le, from, to)"
                    + " (increase(fungible_shift_seconds_bucket[2h]))) > 0"),
        Panel.lines(
                "Mean time in each phase",
                Unit.SECONDS,
                "Of the shifts that left the phase in the two hours before.")
            .show(
                "{{phase}}",
                "sum by (phase) (increase(fungible_shift_phase_seconds_sum[2h]))"
                    + " / (sum by (phase) (increase(fungible_shift_phase_seconds_count[2h])) > 0)"));
  }

  private static Row api() {
    return Row.of(
        "The API server and the process",
        Panel.lines("Requests", Unit.PER_SECOND, "Requests to the API server by verb.")
            .wide(8)
            .show("{{verb}}", "sum by (verb) (rate(fungible_api_requests_total[5m]))"),
        Panel.lines(
                "Refused or not answered",
                Unit.SHARE,
                "Share of requests that ended in an error of the server, without an answer, without"
                    + " permission, or throttled. Evictions that a disruption budget holds up count"
                    + " for themselves: they are as they should be.")
            .wide(8)
            .within(Limits.badFrom(0.05))
            .show(
                "requests",
                "(sum(rate(fungible_api_requests_total{code=~\"5..|none|401|403\"}[5m])"
                    + " or rate(fungible_api_requests_total{code=\"429\","
                    + "resource!=\"pods/eviction\"}[5m])) or vector(0))"
                    + " / sum(rate(fungible_api_requests_total[5m]))")
            .show(
                "evictions held up by budgets",
                "(sum(rate(fungible_api_requests_total{code=\"429\",resource=\"pods/eviction\"}"
                    + "[5m])) or vector(0)) / sum(rate(fungible_api_requests_total[5m]))"),
        Panel.lines(
                "How long answers take",
                Unit.SECONDS,
                "Until the API server began its answer, the slowest of a hundred.")
            .wide(8)
            .within(Limits.doubtfulFrom(1))
            .show(
                "{{verb}}",
                "histogram_quantile(0.99, sum by (le, verb)"
                    + " (rate(fungible_api_request_seconds_bucket[5m])))"),
        Panel.lines("Memory", Unit.BYTES, "Heap in use, of each replica.")
            .show(
                "{{instance}}",
                "sum by (instance) (jvm_memory_used_bytes{area=\"heap\"}"
                    + " and on (instance) fungible_leader)"),
        Panel.lines("Processor", Unit.SHARE, "Share of the machine's processors, of each replica.")
            .show("{{instance}}", "process_cpu_usage and on (instance) fungible_leader"));
  }

  private static Row books() {
    return Row.of(
        "The books",
        Panel.lines(
                "Do the GPU-hours add up?",
                Unit.SHARE,
                "Difference between capacity and the sum of what GPUs did, over an hour. More than a"
                    + " hundredth says that metrics are missing or counted twice.")
            .within(Limits.badFrom(0.01))
            .show("error", "fungible:waste_identity_error:ratio_increase1h"),
        Panel.lines(
                "GPUs whose engines work",
                Unit.SHARE,
                "From NVIDIA's exporter, by class: GPUs that are held and do nothing show here"
                    + " alone. Needs DCGM metrics and the classes of nodes in kube-state-metrics.")
            .show("{{class}}", "class:fungible_engine_active:ratio{class=~\"$class\"}"));
  }
}
