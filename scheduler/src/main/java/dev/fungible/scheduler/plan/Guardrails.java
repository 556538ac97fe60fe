package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.FinishedShift;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.Shift;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The guardrails, in the order in which they are asked. All but the patient ones bind every tier;
 * those weigh what may be lost some day or again, and an SLO at stake now does not wait for that.
 */
final class Guardrails {

  private final GuardrailSettings settings;
  private final List<Guardrail.NodeRule> nodeRules;
  private final List<Guardrail.NodeRule> patientRules;
  private final List<Guardrail.Budget> budgets;

  Guardrails(GuardrailSettings settings) {
    this.settings = settings;
    nodeRules =
        List.of(
            new DoNotDisrupt(),
            new Cooldown(settings.cooldown()),
            new MinimumRunTime(settings.minimumRunTime()));
    patientRules =
        List.of(
            new Backoff(settings.cooldown(), settings.reversalWindow(), settings.backoffLimit()));
    budgets =
        List.of(
            new Trust(settings.maxSnapshotAge()),
            new Frozen(settings.frozen()),
            new Concurrency(settings.concurrentShare()),
            new Rate(settings.rateShare(), settings.rateWindow()));
  }

  /** The first rule's rejection of this node, or that it may go if the tier is urgent. */
  Verdict judge(GpuNode node, List<Gang> gangs, ClusterSnapshot snapshot) {
    return judge(nodeRules, node, gangs, snapshot);
  }

  /** What else stands against it for a tier that must pay. */
  Verdict judgePatiently(GpuNode node, List<Gang> gangs, ClusterSnapshot snapshot) {
    return judge(patientRules, node, gangs, snapshot);
  }

  private static Verdict judge(
      List<Guardrail.NodeRule> rules, GpuNode node, List<Gang> gangs, ClusterSnapshot snapshot) {
    for (Guardrail.NodeRule rule : rules) {
      if (rule.judge(node, gangs, snapshot) instanceof Verdict.Rejected rejected) {
        return rejected;
      }
    }
    return Verdict.ALLOWED;
  }

  /** The budget that leaves the least, the first of equals. */
  Allowance tightest(NodePool pool, ClusterSnapshot snapshot) {
    Allowance tightest = new Allowance(Integer.MAX_VALUE, "", "");
    for (Guardrail.Budget budget : budgets) {
      int nodes = budget.allowance(pool, snapshot);
      if (nodes < tightest.nodes) {
        tightest = new Allowance(nodes, budget.name(), budget.reason());
      }
    }
    return tightest;
  }

  /** What moves of the pool may still lose. */
  LossBudget losses(NodePool pool, ClusterSnapshot snapshot) {
    return new LossBudget(settings.lossShare(), pool, snapshot);
  }

  /** What classes keep outside their largest topology domain. */
  DomainSpare spare(ClusterSnapshot snapshot, Allocation allocation) {
    return new DomainSpare(settings.domainSpare(), snapshot, allocation);
  }

  /** Shifts that may start, and the guardrail that allows no more. */
  record Allowance(int nodes, String guardrail, String reason) {}

  /** Nodes of the pool that a share allows: rounded up, so that a small pool can still move. */
  private static int nodesOf(double share, NodePool pool, ClusterSnapshot snapshot) {
    // A product may come out a rounding error above the whole number that it is: 0.07 × 100.
    return (int) Math.ceil(share * snapshot.nodesOf(pool.name()).size() - 1e-9);
  }

  private record DoNotDisrupt() implements Guardrail.NodeRule {
    @Override
    public String name() {
      return "do-not-disrupt";
    }

    @Override
    public Verdict judge(GpuNode node, List<Gang> gangs, ClusterSnapshot snapshot) {
      for (Gang gang : gangs) {
        if (gang.doNotDisrupt()) {
          return new Verdict.Rejected(name(), "gang " + gang.name() + " asked not to be stopped");
        }
      }
      return Verdict.ALLOWED;
    }
  }

  private record Cooldown(Duration cooldown) implements Guardrail.NodeRule {
    @Override
    public String name() {
      return "cooldown";
    }

    @Override
    public Verdict judge(GpuNode node, List<Gang> gangs, ClusterSnapshot snapshot) {
      // Rolled back is as good as moved: a node that could not be emptied is not tried again at
      // once.
      Instant last =
          snapshot
              .lastShiftOf(node.name())
              .filter(finished -> !finished.isDone())
              .map(FinishedShift::finishedAt)
              .filter(finished -> finished.isAfter(node.since()))
              .orElse(node.since());
      Duration rested = Duration.between(last, snapshot.time());
      return rested.compareTo(cooldown) >= 0
          ? Verdict.ALLOWED
          : new Verdict.Rejected(name(), "shifted " + rested + " ago; rests for " + cooldown);
    }
  }

  private record MinimumRunTime(Duration least) implements Guardrail.NodeRule {
    @Override
    public String name() {
      return "minimum-run-time";
    }

    @Override
    public Verdict judge(GpuNode node, List<Gang> gangs, ClusterSnapshot snapshot) {
      for (Gang gang : gangs) {
        Duration ran = Duration.between(gang.startedAt(), snapshot.time());
        if (gang.lastSafePoint() != null && ran.compareTo(least) < 0) {
          return new Verdict.Rejected(
              name(), "gang " + gang.name() + " has run for " + ran + " of " + least);
        }
      }
      return Verdict.ALLOWED;
    }
  }

  private record Trust(Duration maxAge) implements Guardrail.Budget {
    @Override
    public String name() {
      return "stale-data";
    }

    @Override
    public int allowance(NodePool pool, ClusterSnapshot snapshot) {
      return snapshot.freshness().isTrusted(maxAge) ? Integer.MAX_VALUE : 0;
    }

    @Override
    public String reason() {
      return "the snapshot is incomplete or older than " + maxAge;
    }
  }

  private record Frozen(List<FrozenWindow> windows) implements Guardrail.Budget {
    @Override
    public String name() {
      return "frozen-window";
    }

    @Override
    public int allowance(NodePool pool, ClusterSnapshot snapshot) {
      boolean frozen = windows.stream().anyMatch(window -> window.contains(snapshot.time()));
      return frozen ? 0 : Integer.MAX_VALUE;
    }

    @Override
    public String reason() {
      return "the configuration freezes this time";
    }
  }

  private record Concurrency(double share) implements Guardrail.Budget {
    @Override
    public String name() {
      return "concurrent-shifts";
    }

    @Override
    public int allowance(NodePool pool, ClusterSnapshot snapshot) {
      int inFlight = 0;
      for (GpuNode node : snapshot.shiftingNodes()) {
        Shift shift = node.shift();
        boolean here = node.pool().equals(pool.name());
        inFlight += shift != null && here && shift.isInFlight() ? 1 : 0;
      }
      return Math.max(0, nodesOf(share, pool, snapshot) - inFlight);
    }

    @Override
    public String reason() {
      return "at most " + share + " of the pool may be in a shift at once";
    }
  }

  private record Rate(double share, Duration window) implements Guardrail.Budget {
    @Override
    public String name() {
      return "rate-budget";
    }

    @Override
    public int allowance(NodePool pool, ClusterSnapshot snapshot) {
      Instant since = snapshot.time().minus(window);
      int started = RecentShifts.startedAfter(since, pool, snapshot).size();
      return Math.max(0, nodesOf(share, pool, snapshot) - started);
    }

    @Override
    public String reason() {
      return "at most " + share + " of the pool may start to shift within " + window;
    }
  }
}
