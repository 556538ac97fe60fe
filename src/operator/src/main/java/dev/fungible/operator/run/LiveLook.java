package dev.fungible.operator.run;

import dev.fungible.configuration.Configuration;
import dev.fungible.configuration.PolicyRegistry;
import dev.fungible.operator.config.ConfigurationAddress;
import dev.fungible.operator.config.ConfigurationInForce;
import dev.fungible.operator.config.ConfigurationSource;
import dev.fungible.operator.kube.ApiFailure;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.kube.KubePath;
import dev.fungible.operator.observe.DemandHistory;
import dev.fungible.operator.observe.DemandHistoryStore;
import dev.fungible.operator.observe.KubernetesObserver;
import dev.fungible.operator.observe.Problem;
import dev.fungible.operator.signal.SignalWatch;
import dev.fungible.scheduler.model.ClusterSnapshot;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One look at a cluster as the operator sees it, by reading alone.
 *
 * @param snapshot what is there
 * @param document the configuration that it was looked at with
 * @param problems what people have to put right, in the cluster or in its configuration
 */
public record LiveLook(ClusterSnapshot snapshot, String document, List<String> problems) {

  /** Who waits for a plan waits no longer for numbers that may be out of reach. */
  private static final Duration FOR_SIGNALS = Duration.ofSeconds(15);

  /** Why a look failed, for people. */
  public static final class Failed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Failed(String message) {
      super(message);
    }
  }

  /**
   * A document to look with, in the place of the one in force.
   *
   * @param text the document
   * @param configuration what it says
   */
  public record Candidate(String text, Configuration configuration) {}

  /**
   * Looks at the cluster through the configuration that is in force there.
   *
   * @throws Failed if that takes longer, or if no configuration is in force
   * @throws ApiFailure if the server does not answer, or refuses
   */
  public static LiveLook take(
      KubeApi api, String namespace, PolicyRegistry registry, Duration limit) {
    return take(api, namespace, registry, limit, true);
  }

  /**
   * The same without signals, which may be out of reach: what is there, but not enough to decide
   * by.
   *
   * @throws Failed if that takes longer, or if no configuration is in force
   * @throws ApiFailure if the server does not answer, or refuses
   */
  public static LiveLook unmeasured(
      KubeApi api, String namespace, PolicyRegistry registry, Duration limit) {
    return take(api, namespace, registry, limit, false);
  }

  private static LiveLook take(
      KubeApi api, String namespace, PolicyRegistry registry, Duration limit, boolean measured) {
    ConfigurationAddress address = ConfigurationAddress.in(namespace);
    // A role may allow this one alone.
    String itself = "metadata.name=" + address.name();
    requireReadable(api, KubePath.configMaps(namespace), Map.of("fieldSelector", itself));
    Wakeup wakeup = new Wakeup();
    try (ConfigurationSource source =
        new ConfigurationSource(api, address, registry, InstantSource.system(), wakeup::signal)) {
      source.start();
      long end = System.nanoTime() + limit.toNanos();
      await(wakeup, end, () -> known(source), "the configuration in " + namespace);
      ConfigurationInForce inForce =
          source
              .current()
              .orElseThrow(() -> new Failed(source.state().problem().orElse("no configuration")));
      Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
      Candidate with = new Candidate(inForce.text(), inForce.configuration());
      return take(api, namespace, with, left, measured).alsoTelling(source.state().problem());
    }
  }

  /**
   * Looks at the cluster through another configuration.
   *
   * @throws Failed if that takes longer
   * @throws ApiFailure if the server does not answer, or refuses
   */
  public static LiveLook take(KubeApi api, String namespace, Candidate with, Duration limit) {
    return take(api, namespace, with, limit, true);
  }

  private static LiveLook take(
      KubeApi api, String namespace, Candidate with, Duration limit, boolean measured) {
    requireReadable(api, KubePath.NODES, Map.of("limit", "1"));
    requireReadable(api, KubePath.PODS, Map.of("limit", "1"));
    InstantSource time = InstantSource.system();
    Wakeup wakeup = new Wakeup();
    DemandHistory history = new DemandHistory();
    new DemandHistoryStore(api, namespace, history, time).restore();
    try (ClusterWatch watch = new ClusterWatch(api, time, wakeup::signal);
        SignalWatch signals = new SignalWatch(time, signal -> {})) {
      if (measured) {
        signals.use(with.configuration().signals());
      }
      await(wakeup, System.nanoTime() + limit.toNanos(), watch::missing, "the cluster");
      awaitTried(signals);
      KubernetesObserver observer =
          watch.observer(with::configuration, new Measured(history, signals::signals));
      ClusterSnapshot snapshot = observer.observe();
      List<String> problems = new ArrayList<>(signals.problems());
      observer.problems().stream().map(Problem::toString).forEach(problems::add);
      return new LiveLook(snapshot, with.text(), problems);
    }
  }

  private LiveLook alsoTelling(Optional<String> first) {
    List<String> all = Stream.concat(first.stream(), problems.stream()).toList();
    return new LiveLook(snapshot, document, all);
  }

  /** What follows the cluster tries again for as long as it is let; a person waits only once. */
  private static void requireReadable(KubeApi api, String path, Map<String, String> query) {
    api.get(path, query);
  }

  private static Optional<String> known(ConfigurationSource source) {
    return source.state().isKnown() ? Optional.empty() : Optional.of("it has not been read yet");
  }

  /** Signals that do not come are missing in the snapshot, which says so. */
  private static void awaitTried(SignalWatch signals) {
    try {
      signals.awaitTried(FOR_SIGNALS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failed("Interrupted while asking for signals");
    }
  }

  private static void await(
      Wakeup wakeup, long end, Supplier<Optional<String>> missing, String what) {
    try {
      while (missing.get().isPresent()) {
        Duration left = Duration.ofNanos(end - System.nanoTime());
        if (left.isNegative() || !wakeup.await(left, Duration.ZERO)) {
          throw new Failed(
              "Cannot read " + what + " in time: " + missing.get().orElse("it came late"));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failed("Interrupted while reading " + what);
    }
  }
}
