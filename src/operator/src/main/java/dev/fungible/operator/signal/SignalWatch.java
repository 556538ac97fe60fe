package dev.fungible.operator.signal;

import dev.fungible.configuration.PrometheusSettings;
import dev.fungible.configuration.QuerySettings;
import dev.fungible.configuration.SignalSettings;
import dev.fungible.scheduler.model.Signal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Measures the signals of a configuration, each on its own schedule, a few at a time. Whoever wants
 * them gets what was last known, at once. Safe for use by several threads.
 */
public final class SignalWatch implements AutoCloseable {

  /** So many queries are under way at a time. */
  private static final int AT_ONCE = 4;

  private final InstantSource time;
  private final Consumer<String> failed;
  private final SortedMap<String, SignalLoop> loops = new TreeMap<>();
  private SignalSettings settings = SignalSettings.defaults();

  /**
   * A watch of no signals.
   *
   * @param failed told the name of a signal each time there was no number; by any thread
   */
  public SignalWatch(InstantSource time, Consumer<String> failed) {
    this.time = time;
    this.failed = failed;
  }

  /** Measures these from now on. What is known of queries that stay the same is kept. */
  public synchronized void use(SignalSettings next) {
    if (next.equals(settings)) {
      return;
    }
    boolean isSameServer = next.prometheus().equals(settings.prometheus());
    SignalLoop.Server server = server(next.prometheus());
    SortedMap<String, SignalLoop> before = new TreeMap<>(loops);
    loops.clear();
    next.queries()
        .forEach(
            (name, query) ->
                loops.put(name, loop(name, query, server, before.get(name), isSameServer)));
    before.values().stream().filter(loop -> !loops.containsValue(loop)).forEach(SignalLoop::close);
    settings = next;
  }

  private SignalLoop loop(
      String name,
      QuerySettings query,
      SignalLoop.Server server,
      @Nullable SignalLoop before,
      boolean isSameServer) {
    if (before != null && isSameServer && before.track().settings().equals(query)) {
      return before;
    }
    SignalTrack track = new SignalTrack(name, query, server.settings().every());
    return SignalLoop.start(track, server);
  }

  private SignalLoop.Server server(PrometheusSettings prometheus) {
    Semaphore permits = new Semaphore(AT_ONCE);
    return new SignalLoop.Server(
        new OnceMade(prometheus)::client, prometheus, permits, time, failed);
  }

  /** What is known of them, by name. */
  public synchronized List<Signal> signals() {
    return loops.values().stream().map(loop -> loop.track().signal()).toList();
  }

  /** What is wrong with them, for people: a line for each whose latest query gave no number. */
  public List<String> problems() {
    return signals().stream()
        .filter(signal -> !signal.problem().isEmpty())
        .map(signal -> "Signal " + signal.name() + ": " + signal.problem())
        .toList();
  }

  /** Waits until each was measured or failed for the first time, or for so long. */
  public void awaitTried(Duration limit) throws InterruptedException {
    List<SignalLoop> all;
    synchronized (this) {
      all = new ArrayList<>(loops.values());
    }
    long end = System.nanoTime() + limit.toNanos();
    for (SignalLoop loop : all) {
      loop.awaitTried(Duration.ofNanos(end - System.nanoTime()));
    }
  }

  /** Measures nothing more. */
  @Override
  public synchronized void close() {
    loops.values().forEach(SignalLoop::close);
  }

  /** A client that is made when it is first needed, and again while it cannot be made. */
  private static final class OnceMade {

    private final PrometheusSettings settings;
    private @Nullable PrometheusClient made;

    OnceMade(PrometheusSettings settings) {
      this.settings = settings;
    }

    synchronized PrometheusClient client() {
      PrometheusClient known = made == null ? new PrometheusClient(settings) : made;
      made = known;
      return known;
    }
  }
}
