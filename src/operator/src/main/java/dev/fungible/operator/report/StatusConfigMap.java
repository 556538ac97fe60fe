package dev.fungible.operator.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fungible.operator.kube.ApiFailure;
import dev.fungible.operator.kube.Backoff;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.kube.KubePath;
import dev.fungible.operator.kube.PatchType;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ConfigMap in which this process tells what it does. Others say what it should hold; a thread
 * of its own makes it so, tries again until it is, and leaves alone what says the same already.
 * Keys of others stay. Never blocks, never throws. Safe for use by several threads.
 */
public final class StatusConfigMap implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StatusConfigMap.class);

  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final KubeApi api;
  private final String namespace;
  private final String name;
  private final ObjectNode wanted = JsonNodeFactory.instance.objectNode();
  private final Semaphore news = new Semaphore(0);
  private final Thread worker;
  private volatile boolean closed;
  private volatile String failure = "";

  /**
   * The ConfigMap of that name, there or not.
   *
   * @param api through which writes pass while this process leads alone
   */
  public StatusConfigMap(KubeApi api, String namespace, String name) {
    this.api = api;
    this.namespace = namespace;
    this.name = name;
    this.worker = Thread.ofVirtual().name("status").start(this::run);
  }

  /**
   * It is to hold this from now on.
   *
   * @param content as in a merge patch: what {@code data} and {@code binaryData} are to have under
   *     some of their keys, null where they are to have nothing
   */
  public void want(ObjectNode content) {
    synchronized (wanted) {
      content
          .properties()
          .forEach(
              part ->
                  wanted.withObjectProperty(part.getKey()).setAll((ObjectNode) part.getValue()));
    }
    news.release();
  }

  /** Why it does not hold yet what is wanted, for people; empty where nothing has failed. */
  public Optional<String> failure() {
    return failure.isEmpty() ? Optional.empty() : Optional.of(failure);
  }

  /** Writes what is wanted as far as that is done soon, and ends. */
  @Override
  public void close() {
    closed = true;
    news.release();
    try {
      if (!worker.join(FAREWELL)) {
        worker.interrupt();
      }
    } catch (InterruptedException e) {
      worker.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      boolean last;
      do {
        news.acquire();
        news.drainPermits();
        last = closed;
        writePatiently();
      } while (!last);
    } catch (InterruptedException e) {
      LOG.debug("The status ConfigMap is left as it is", e);
    }
  }

  private void writePatiently() throws InterruptedException {
    Backoff backoff =
        new Backoff(Duration.ofMillis(200), Duration.ofSeconds(15), ThreadLocalRandom.current());
    while (true) {
      try {
        write();
        failure = "";
        return;
      } catch (RuntimeException e) {
        if (e instanceof ApiFailure api && api.isConflict()) {
          // Somebody else changed it meanwhile: what is there now is looked at before the next try.
          LOG.debug("{}", e.getMessage());
        } else {
          failure = e.toString();
          LOG.warn("The status is not written: {}", e.toString());
        }
        if (closed) {
          return;
        }
        Thread.sleep(backoff.next());
      }
    }
  }

  private void write() {
    ObjectNode aim;
    synchronized (wanted) {
      aim = wanted.deepCopy();
    }
    if (aim.isEmpty()) {
      return;
    }
    JsonNode there = read();
    ObjectNode patch = StatusDifference.between(there, aim);
    if (patch.isEmpty()) {
      return;
    }
    if (there.isMissingNode()) {
      patch.put("apiVersion", "v1").put("kind", "ConfigMap");
      patch.putObject("metadata").put("name", name).put("namespace", namespace);
      api.create(KubePath.configMaps(namespace), patch);
    } else {
      patch.putObject("metadata").set("resourceVersion", version(there));
      api.patch(KubePath.configMap(namespace, name), PatchType.MERGE, patch);
    }
  }

  private static JsonNode version(JsonNode there) {
    return there.path("metadata").path("resourceVersion");
  }

  private JsonNode read() {
    try {
      return api.get(KubePath.configMap(namespace, name));
    } catch (ApiFailure e) {
      if (e.isNotFound()) {
        return MissingNode.getInstance();
      }
      throw e;
    }
  }
}
