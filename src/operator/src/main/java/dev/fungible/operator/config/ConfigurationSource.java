package dev.fungible.operator.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.fungible.configuration.PolicyRegistry;
import dev.fungible.operator.kube.ApiFailure;
import dev.fungible.operator.kube.Backoff;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.kube.KubePath;
import dev.fungible.operator.kube.Reflector;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the configuration in force: what one ConfigMap has, as long as that can be used, else the
 * last one that could. Reads only. A thread of its own watches and judges; everybody else sees one
 * immutable state after the other. Safe for use by several threads.
 */
public final class ConfigurationSource implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ConfigurationSource.class);

  private final KubeApi api;
  private final ConfigurationAddress address;
  private final DocumentJudge judge;
  private final InstantSource time;
  private final Runnable changed;
  private final Reflector<ConfigMapView> reflector;
  private final Semaphore news = new Semaphore(0);
  private final AtomicLong refusals = new AtomicLong();
  private final AtomicLong acceptances = new AtomicLong();
  private final Thread thread;
  private volatile ConfigurationState state = ConfigurationState.UNKNOWN;

  /**
   * A source, not started yet.
   *
   * @param registry the policies that a document may name
   * @param changed called after every change of {@link #state}, by the source's thread
   */
  public ConfigurationSource(
      KubeApi api,
      ConfigurationAddress address,
      PolicyRegistry registry,
      InstantSource time,
      Runnable changed) {
    this.api = api;
    this.address = address;
    this.judge = new DocumentJudge(registry, address, time);
    this.time = time;
    this.changed = changed;
    this.reflector =
        new Reflector<>(
            api,
            KubePath.configMaps(address.namespace()),
            Map.of("fieldSelector", "metadata.name=" + address.name()),
            new ConfigMapProjection(),
            time,
            news::release);
    this.thread = Thread.ofVirtual().name("configuration").unstarted(this::run);
  }

  /** Begins to watch. */
  public ConfigurationSource start() {
    thread.start();
    reflector.start();
    return this;
  }

  /** What is in force and what is refused. */
  public ConfigurationState state() {
    return state;
  }

  /**
   * The configuration to plan by; empty before the first read, and where there has been no good
   * one: then nothing may be planned. One object for as long as it is in force.
   */
  public Optional<ConfigurationInForce> current() {
    return Optional.ofNullable(state.inForce());
  }

  /** What the ConfigMap has, if that is refused. */
  public Optional<RefusedDocument> refusal() {
    return Optional.ofNullable(state.refused());
  }

  /** Whether there is a configuration to plan by. */
  public boolean isInForce() {
    return state.inForce() != null;
  }

  /** How many documents were refused since the start; never falls. */
  public long refusedTotal() {
    return refusals.get();
  }

  /** How many documents came into force since the start. */
  public long acceptedTotal() {
    return acceptances.get();
  }

  /** Ends; the state stays as it is. */
  @Override
  public void close() {
    reflector.close();
    thread.interrupt();
  }

  private void run() {
    try {
      while (true) {
        news.acquire();
        news.drainPermits();
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() throws InterruptedException {
    ConfigurationState before = state;
    ConfigurationState after = before.after(judge.judge(reflector.store().find(address.key())));
    if (after.equals(before)) {
      return;
    }
    if (after.inForce() == null) {
      after = recalled(after);
    }
    if (after.refused() != null) {
      refusals.incrementAndGet();
    }
    ConfigurationInForce now = after.inForce();
    if (now != null && !now.equals(before.inForce())) {
      acceptances.incrementAndGet();
    }
    log(before, after);
    state = after;
    changed.run();
  }

  /** Falls back on what an earlier run accepted. */
  private ConfigurationState recalled(ConfigurationState without) throws InterruptedException {
    String source = "ConfigMap " + address.namespace() + "/" + address.status() + " last-good.yaml";
    try {
      Optional<byte[]> document = LastGood.in(statusMap());
      if (document.isEmpty()) {
        return without.recalling(null, "there is no last good one yet");
      }
      Revision revision = new Revision(Revision.hashOf(document.get()), "", 0, time.instant());
      return switch (judge.judge(source, document.get(), revision)) {
        case ConfigurationInForce lastGood -> without.recalling(lastGood, "");
        case RefusedDocument refused ->
            without.recalling(
                null, "the last good one does not do any more: " + refused.fault().message());
      };
    } catch (IOException e) {
      return without.recalling(null, source + " cannot be used: " + e.getMessage());
    }
  }

  /** Asks until there is an answer: a last good one that is overlooked would be none. */
  private JsonNode statusMap() throws InterruptedException {
    Backoff backoff =
        new Backoff(Duration.ofMillis(200), Duration.ofSeconds(15), ThreadLocalRandom.current());
    while (true) {
      try {
        return api.get(KubePath.configMap(address.namespace(), address.status()));
      } catch (ApiFailure e) {
        if (e.isNotFound()) {
          return MissingNode.getInstance();
        }
        Duration pause = backoff.next();
        LOG.warn("{}; again in {} ms", e.getMessage(), pause.toMillis());
        Thread.sleep(pause);
      }
    }
  }

  private static void log(ConfigurationState before, ConfigurationState after) {
    ConfigurationInForce now = after.inForce();
    if (now != null && !now.equals(before.inForce())) {
      String how = now.revision().isRecalled() ? "recalled" : "accepted";
      LOG.info("Configuration {} {}", now.revision().hash(), how);
    }
    if (after.refused() != null) {
      LOG.warn("Configuration refused: {}", after.problem().orElse(""));
    }
  }
}
