package dev.fungible.operator.kube;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fungible.operator.kube.ObjectReader.Page;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a store equal to the objects at a path: lists them in pages, then watches, and lists again
 * where the watch cannot go on. Failures are tried again, later and later. Runs in a thread of its
 * own until it is closed.
 */
public final class Reflector<T extends Kept> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Reflector.class);
  private static final int PAGE = 500;
  private static final Duration WATCH = Duration.ofMinutes(5);

  /** A server sends bookmarks about once a minute; a watch that is silent for longer is dead. */
  private static final Duration SILENCE = Duration.ofSeconds(100);

  /** A server that ends watches sooner than this is not to be asked again at once. */
  private static final Duration SHORT = Duration.ofSeconds(1);

  private final KubeApi api;
  private final String path;
  private final Map<String, String> selection;
  private final Projection<T> projection;
  private final ObjectStore<T> store = new ObjectStore<>();
  private final Freshest freshest;
  private final Outage outage;
  private final Runnable changed;
  private final SplittableRandom jitter = new SplittableRandom();
  private final Backoff backoff =
      new Backoff(Duration.ofMillis(200), Duration.ofSeconds(15), jitter);
  private final Thread thread;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Optional<LongAnswer> open = Optional.empty();
  private String version = "";

  /**
   * A reflector, not started yet.
   *
   * @param selection query parameters that narrow the list, like {@code fieldSelector}
   * @param time what the time is
   * @param changed called after every change to the store, by the reflector's thread
   */
  public Reflector(
      KubeApi api,
      String path,
      Map<String, String> selection,
      Projection<T> projection,
      InstantSource time,
      Runnable changed) {
    this.api = api;
    this.path = path;
    this.selection = selection;
    this.projection = projection;
    this.freshest = new Freshest(time);
    this.outage = new Outage(time);
    this.changed = changed;
    this.thread = Thread.ofVirtual().name("reflector " + path).unstarted(this::run);
  }

  /** Begins to list and watch. */
  public Reflector<T> start() {
    thread.start();
    return this;
  }

  /** Whether it has not ended yet. */
  boolean isRunning() {
    return thread.isAlive();
  }

  /** What is known of the objects. */
  public ObjectStore<T> store() {
    return store;
  }

  /** How long ago the store was known to be up to date; empty before the first complete list. */
  public Optional<Duration> age() {
    return freshest.age();
  }

  /** When the server last came back after it was away; empty when it never was. */
  public Optional<Instant> outageOver() {
    return outage.over();
  }

  /** Ends; the store stays as it is. */
  @Override
  public void close() {
    closed.countDown();
    open.ifPresent(LongAnswer::giveUp);
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private void run() {
    while (!isClosed()) {
      try {
        if (version.isEmpty()) {
          list();
        }
        long begun = System.nanoTime();
        watch();
        if (System.nanoTime() - begun < SHORT.toNanos()) {
          sleep(backoff.next());
        }
      } catch (ApiFailure e) {
        recover(e);
      } catch (IOException | RuntimeException e) {
        recover(ApiFailure.noAnswer("GET " + path, e));
      }
    }
  }

  /** A watch that failed goes on from where it was, unless the server has forgotten that. */
  private void recover(ApiFailure failure) {
    outage.failed();
    if (failure.isExpired()) {
      version = "";
    }
    if (!isClosed()) {
      Duration pause = backoff.next();
      LOG.warn("{}; again in {} ms", failure.getMessage(), pause.toMillis());
      sleep(pause);
    }
  }

  private void list() throws IOException {
    Map<String, T> listed = new LinkedHashMap<>();
    Map<String, String> query = new HashMap<>(selection);
    query.put("limit", Integer.toString(PAGE));
    Page page;
    do {
      page = read(query, object -> keep(object).ifPresent(kept -> listed.put(kept.key(), kept)));
      query.put("continue", page.next());
    } while (!page.next().isEmpty());
    store.replace(listed);
    version = page.resourceVersion();
    freshest.now();
    LOG.debug("{}: {} objects at {}", path, listed.size(), version);
    changed.run();
  }

  private Page read(Map<String, String> query, Consumer<JsonNode> objects) throws IOException {
    try (InputStream answer = opened(query)) {
      return ObjectReader.page(answer, objects);
    } finally {
      open = Optional.empty();
    }
  }

  private void watch() throws IOException {
    // Not all at once: the clients of a server that was away would list together otherwise.
    long seconds = WATCH.toSeconds() + jitter.nextLong(WATCH.toSeconds());
    Map<String, String> query = new HashMap<>(selection);
    query.put("watch", "true");
    query.put("allowWatchBookmarks", "true");
    query.put("resourceVersion", version);
    query.put("timeoutSeconds", Long.toString(seconds));
    try (InputStream answer = opened(query)) {
      ObjectReader.watch(answer, this::onEvent);
    } finally {
      open = Optional.empty();
    }
  }

  private InputStream opened(Map<String, String> query) {
    LongAnswer answer = api.open(path, query, SILENCE);
    // However quiet it is from here on: others find the server back from this moment.
    outage.answered();
    open = Optional.of(answer);
    if (isClosed()) {
      answer.giveUp();
    }
    return answer;
  }

  private void onEvent(JsonNode event) {
    JsonNode object = event.path("object");
    boolean news =
        switch (event.path("type").asText()) {
          case "ADDED", "MODIFIED" ->
              keep(object).map(store::put).orElseGet(() -> store.remove(keyOf(object)));
          case "DELETED" -> store.remove(keyOf(object));
          case "BOOKMARK" -> false;
          default ->
              throw new ApiFailure(
                  object.path("code").asInt(), "watch " + path + ": " + object.path("message"));
        };
    version = object.path("metadata").path("resourceVersion").asText();
    freshest.now();
    backoff.reset();
    if (news) {
      changed.run();
    }
  }

  /** An object that cannot be read stops all others: what is known then grows old, which shows. */
  private Optional<T> keep(JsonNode object) {
    return projection.of(object);
  }

  private static String keyOf(JsonNode object) {
    JsonNode metadata = object.path("metadata");
    String namespace = metadata.path("namespace").asText();
    String name = metadata.path("name").asText();
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }

  private void sleep(Duration pause) {
    try {
      var _ = closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
