package dev.fungible.operator.kube;

import static dev.fungible.operator.kube.ScriptedServer.cutOff;
import static dev.fungible.operator.kube.ScriptedServer.events;
import static dev.fungible.operator.kube.ScriptedServer.page;
import static dev.fungible.operator.kube.ScriptedServer.status;
import static dev.fungible.operator.kube.Thing.PATH;
import static dev.fungible.operator.kube.Thing.bookmark;
import static dev.fungible.operator.kube.Thing.error;
import static dev.fungible.operator.kube.Thing.event;
import static dev.fungible.operator.kube.Thing.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fungible.operator.kube.ScriptedServer.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReflectorTest {

  private static final String GONE =
      "{\"kind\": \"Status\", \"code\": 410, \"message\": \"too old resource version\"}";

  private final ScriptedServer server = new ScriptedServer();
  private final AtomicInteger changes = new AtomicInteger();
  private volatile Instant now = Instant.parse("2026-03-02T12:00:00Z");
  private final Reflector<Thing> reflector =
      new Reflector<>(
          server.api(Duration.ofSeconds(5)),
          PATH,
          Map.of("labelSelector", "a=b"),
          Thing::of,
          () -> now,
          changes::incrementAndGet);

  @AfterEach
  void close() {
    reflector.close();
    server.close();
  }

  @Test
  void pagesMakeOneListWhichIsKnownWhenItIsComplete() {
    server.at(PATH, page("7", "next", json("a", "1", 3, "x")));
    reflector.start();
    eventually(() -> assertThat(request(1)).contains("continue=next").contains("labelSelector"));
    assertThat(reflector.store().size()).isZero();
    assertThat(reflector.age()).isEmpty();
    assertThat(changes).hasValue(0);

    server.at(PATH, page("7", "", json("b", "2", 5, "y")));
    eventually(() -> assertThat(keys()).containsExactly("a", "b"));
    eventually(() -> assertThat(request(2)).contains("watch=true").contains("resourceVersion=7"));
    assertThat(reflector.age()).contains(Duration.ZERO);
    assertThat(changes).hasValue(1);
  }

  @Test
  void aListThatIsCutOffNamesNothingAsGone() {
    String beginning = "{\"metadata\": {\"resourceVersion\": \"9\"}, \"items\": [";
    String whole = beginning + json("a", "1", 3, "x") + "]";
    server.at(
        PATH,
        page("7", "", json("a", "1", 3, "x"), json("b", "2", 5, "y")),
        status(410, GONE),
        cutOff(whole),
        status(200, whole),
        status(200, "{}"));
    reflector.start();
    // Cut off by the connection, cut off in its text, and no list at all.
    eventually(() -> assertThat(server.requests()).hasSize(6));
    assertThat(keys()).containsExactly("a", "b");

    server.at(PATH, page("9", "", json("a", "1", 3, "x")));
    eventually(() -> assertThat(keys()).containsExactly("a"));
  }

  @Test
  void aPageThatExpiresBeginsTheListAnew() {
    server.at(
        PATH,
        page("7", "next", json("gone", "1", 3, "x")),
        status(410, GONE),
        page("9", "", json("b", "2", 5, "y")));
    reflector.start();
    eventually(() -> assertThat(keys()).containsExactly("b"));
    assertThat(request(2)).doesNotContain("continue=");
  }

  @Test
  void aWatchThatIsAnswered410ListsAgainAndForgetsWhatIsGone() {
    server.at(
        PATH,
        page("7", "", json("a", "1", 3, "x"), json("b", "2", 5, "y")),
        status(410, GONE),
        page("20", "", json("b", "2", 15, "z")));
    reflector.start();
    eventually(() -> assertThat(keys()).containsExactly("b"));
    eventually(() -> assertThat(request(3)).contains("resourceVersion=20"));
    assertThat(reflector.store().find("b").map(Thing::value)).contains("z");
  }

  @Test
  void anErrorEventOf410ListsAgain() {
    server.at(
        PATH,
        page("7", "", json("a", "1", 3, "x")),
        events(error(410, "too old resource version")),
        page("20", ""));
    reflector.start();
    eventually(() -> assertThat(request(3)).contains("resourceVersion=20"));
    assertThat(keys()).isEmpty();
  }

  @Test
  void anotherErrorEventGoesOnFromWhereItWas() {
    server.at(
        PATH,
        page("7", ""),
        events(event("ADDED", json("a", "1", 12, "x")), error(500, "etcd leader changed")));
    reflector.start();
    eventually(() -> assertThat(request(2)).contains("watch=true").contains("resourceVersion=12"));
    assertThat(keys()).containsExactly("a");
  }

  @Test
  void aBookmarkMovesVersionAndAgeAndIsNoChange() {
    Watch watch = new Watch();
    server.at(PATH, page("7", ""), watch);
    reflector.start();
    eventually(() -> assertThat(changes).hasValue(1));
    now = now.plusSeconds(50);
    // Nothing is heard, whatever the reason.
    assertThat(reflector.age()).contains(Duration.ofSeconds(50));
    watch.send(bookmark(31));
    eventually(() -> assertThat(reflector.age()).contains(Duration.ZERO));
    assertThat(changes).hasValue(1);

    watch.send(error(500, "go on"));
    eventually(() -> assertThat(request(2)).contains("resourceVersion=31"));
  }

  @Test
  void eventsCountInTheirOrderAndOneOfNoInterestRemoves() {
    server.at(
        PATH,
        page("7", "", json("a", "1", 3, "x"), json("d", "4", 3, "x")),
        new Watch()
            .send(event("ADDED", json("b", "2", 8, "x")))
            .send(event("MODIFIED", json("a", "1", 9, "boring")))
            .send(event("ADDED", json("c", "3", 10, "x")))
            .send(event("DELETED", json("b", "2", 11, "x")))
            .send(event("ADDED", json("b", "5", 12, "again")))
            .send(event("MODIFIED", json("c", "3", 13, "y")))
            .send(event("MODIFIED", json("d", "4", 14, "boring")))
            .send(event("MODIFIED", json("d", "4", 15, "back"))));
    reflector.start();
    eventually(
        () ->
            assertThat(reflector.store().all())
                .containsExactlyInAnyOrder(
                    new Thing("b", "5", 12, "again"),
                    new Thing("c", "3", 13, "y"),
                    new Thing("d", "4", 15, "back")));
  }

  @Test
  void anOwnWriteIsNotUndoneByAnEventFromBefore() {
    Watch watch = new Watch();
    server.at(PATH, page("7", "", json("a", "1", 3, "x")), watch);
    reflector.start();
    eventually(() -> assertThat(keys()).containsExactly("a"));
    ObjectStore<Thing> store = reflector.store();

    store.refresh(new Thing("a", "1", 9, "own"));
    watch.send(event("MODIFIED", json("a", "1", 8, "other")));
    watch.send(event("ADDED", json("b", "2", 9, "new")));
    eventually(() -> assertThat(keys()).contains("b"));
    // What is older than an own write is no news.
    eventually(() -> assertThat(changes).hasValue(2));
    watch.send(event("DELETED", json("b", "2", 9, "new")));
    assertThat(store.find("a").map(Thing::value)).contains("own");

    watch.send(event("MODIFIED", json("a", "1", 10, "later")));
    eventually(() -> assertThat(store.find("a").map(Thing::value)).contains("later"));
    store.refresh(new Thing("a", "1", 9, "own"));
    store.refresh(new Thing("a", "another", 12, "own"));
    assertThat(store.find("a").map(Thing::value)).contains("later");

    watch.send(event("DELETED", json("a", "1", 11, "later")));
    eventually(() -> assertThat(keys()).isEmpty());
    store.refresh(new Thing("a", "1", 12, "own"));
    assertThat(keys()).isEmpty();
  }

  @Test
  void watchesThatEndAtOnceAreNotAskedForAtOnce() {
    server.at(PATH, page("7", ""));
    IntStream.range(0, 4).forEach(i -> server.at(PATH, events()));
    long begun = System.nanoTime();
    reflector.start();
    eventually(() -> assertThat(server.requests()).hasSize(6));
    // Four pauses, each drawn from an interval of up to 200, 400, 800 and 1600 ms.
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(50));
  }

  @Test
  void closingEndsTheThreadWhereverItIs() {
    server.at(PATH, page("7", ""), new Watch());
    reflector.start();
    eventually(() -> assertThat(server.requests()).hasSize(2));
    Reflector<Thing> failing =
        new Reflector<>(
            server.api(Duration.ofSeconds(5)),
            "/failing",
            Map.of(),
            Thing::of,
            () -> now,
            () -> {});
    IntStream.range(0, 99).forEach(i -> server.at("/failing", status(503, "away")));
    failing.start();
    eventually(() -> assertThat(server.requests()).hasSizeGreaterThan(5));

    reflector.close();
    failing.close();
    eventually(() -> assertThat(reflector.isRunning()).isFalse());
    eventually(() -> assertThat(failing.isRunning()).isFalse());
  }

  private List<String> keys() {
    return reflector.store().all().stream().map(Thing::key).sorted().toList();
  }

  private String request(int index) {
    return server.requests().get(index);
  }

  private static void eventually(ThrowingRunnable assertion) {
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(5))
        .pollDelay(Duration.ZERO)
        .ignoreExceptions()
        .untilAsserted(assertion);
  }
}
