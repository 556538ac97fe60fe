package dev.fungible.operator.observe;

import dev.fungible.configuration.Configuration;
import dev.fungible.operator.view.NodeView;
import dev.fungible.operator.view.PodView;
import dev.fungible.scheduler.loop.ClusterObserver;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Freshness;
import dev.fungible.scheduler.model.PendingGang;
import dev.fungible.scheduler.model.Signal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Sees a Kubernetes cluster through what is known of its nodes and pods. Asks the API server for
 * nothing, so that a look is quick; how old the knowledge is, is in the snapshot. Safe for use by
 * several threads.
 */
public final class KubernetesObserver implements ClusterObserver {

  /** The longest that a scheduler waits before it connects again. */
  private static final Duration CATCHING_UP = Duration.ofSeconds(30);

  private final Watched<NodeView> nodes;
  private final Watched<PodView> pods;
  private final Supplier<Configuration> configuration;
  private final DemandHistory history;
  private final InstantSource time;
  private final Supplier<List<Signal>> signals;
  private final ShiftRecords records = new ShiftRecords();
  private volatile List<Problem> problems = List.of();

  /**
   * An observer of these.
   *
   * @param configuration the configuration in force
   * @param history what was wanted before; every look adds to it
   */
  public KubernetesObserver(
      Watched<NodeView> nodes,
      Watched<PodView> pods,
      Supplier<Configuration> configuration,
      DemandHistory history,
      InstantSource time) {
    this(nodes, pods, configuration, history, time, List::of);
  }

  /**
   * The same, which sees signals too.
   *
   * @param signals as they were last known
   */
  public KubernetesObserver(
      Watched<NodeView> nodes,
      Watched<PodView> pods,
      Supplier<Configuration> configuration,
      DemandHistory history,
      InstantSource time,
      Supplier<List<Signal>> signals) {
    this.nodes = nodes;
    this.pods = pods;
    this.configuration = configuration;
    this.history = history;
    this.time = time;
    this.signals = signals;
  }

  /** What people have to put right in the cluster, as of the latest look; bounded. */
  public List<Problem> problems() {
    return problems;
  }

  @Override
  public ClusterSnapshot observe() {
    // How old comes first: what is complete now is complete a moment later, not the other way.
    Freshness freshness = freshness(time.instant());
    Problems found = new Problems();
    Instant now = time.instant().truncatedTo(ChronoUnit.MILLIS);
    Survey survey = new Survey(now, configuration.get(), found);
    ClusterSnapshot snapshot = snapshot(survey, freshness);
    problems = found.list();
    return snapshot;
  }

  private ClusterSnapshot snapshot(Survey survey, Freshness freshness) {
    PodIndex index = new PodIndex(pods.objects().get());
    Nodes seen = new Nodes(survey, index, records, nodes.objects().get());
    List<SeenNode> known = seen.seen();
    RunningGangs running = new RunningGangs(survey, known, index);
    List<PendingGang> pending = new PendingGangs(survey, new PoolFit(survey, known), index).list();
    ClusterSnapshot.Builder builder =
        ClusterSnapshot.at(survey.now())
            .freshness(freshness)
            .classes(survey.configuration().classes())
            .pools(survey.configuration().nodePools())
            .nodes(known.stream().map(SeenNode::node).toList())
            .gangs(running.list())
            .pending(pending)
            .usage(history.usage(survey.configuration().classes(), survey.now()))
            .signals(signals.get())
            .finishedShifts(seen.finishedShifts());
    if (!freshness.isTrusted(survey.configuration().guardrails().maxSnapshotAge())) {
      // Half of the pods would look like a fall in demand, those of long ago like a calm.
      return builder.build();
    }
    Demands demands = new Demands(survey);
    demands.addRunning(known, index);
    demands.addPending(pending);
    ClusterSnapshot snapshot = builder.demands(demands.list(history)).build();
    history.observe(snapshot);
    return snapshot;
  }

  /**
   * Whether others that lost the server with us may still go by what they knew before, and bind a
   * pod to a node that has a taint by now.
   */
  private static boolean isJustBack(Watched<?> part, Instant now) {
    return part.outageOver().get().filter(over -> now.isBefore(over.plus(CATCHING_UP))).isPresent();
  }

  private Freshness freshness(Instant now) {
    List<String> missing = new ArrayList<>();
    Duration oldest = Duration.ZERO;
    for (Watched<?> part : List.of(nodes, pods)) {
      Optional<Duration> age = part.age().get();
      if (age.isEmpty()) {
        missing.add(part.what());
      } else if (age.get().compareTo(oldest) > 0) {
        oldest = age.get();
      }
    }
    if (isJustBack(nodes, now) || isJustBack(pods, now)) {
      missing.add("what schedulers do, for they may not have seen yet that the server is back");
    }
    if (!history.isRestored()) {
      missing.add("demand history");
    }
    return new Freshness(oldest, missing);
  }
}
