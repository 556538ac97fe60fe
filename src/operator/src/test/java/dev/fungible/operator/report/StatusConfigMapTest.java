package dev.fungible.operator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusConfigMapTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String THERE =
      "{\"metadata\":{\"resourceVersion\":\"7\"},\"data\":{\"a\":\"1\",\"theirs\":\"x\"}}";

  private MapServer server;

  @BeforeEach
  void start() throws IOException {
    server = new MapServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void isCreatedWhereThereIsNone() {
    try (StatusConfigMap map = new StatusConfigMap(server.api(), "ns", "name")) {
      map.want(data("a", "1"));
      await().untilAsserted(() -> assertThat(server.methods).containsExactly("POST"));
      assertThat(server.bodies.getFirst().at("/metadata/name").asText()).isEqualTo("name");
      assertThat(server.bodies.getFirst().at("/data/a").asText()).isEqualTo("1");
    }
  }

  @Test
  void whatIsThereIsPatchedUnderItsResourceVersionAlone() {
    server.map = THERE;
    try (StatusConfigMap map = new StatusConfigMap(server.api(), "ns", "name")) {
      map.want(data("a", "2"));
      await().untilAsserted(() -> assertThat(server.methods).containsExactly("PATCH"));
      assertThat(server.bodies.getFirst().toString())
          .isEqualTo("{\"data\":{\"a\":\"2\"},\"metadata\":{\"resourceVersion\":\"7\"}}");
    }
  }

  @Test
  void aConflictIsReadAgainAndTriedAgain() {
    server.map = THERE;
    server.refusals.add(409);
    try (StatusConfigMap map = new StatusConfigMap(server.api(), "ns", "name")) {
      map.want(data("a", "2"));
      await().untilAsserted(() -> assertThat(server.methods).hasSize(2));
      assertThat(map.failure()).isEmpty();
    }
  }

  @Test
  void aRefusalIsTriedAgainAndSaid() {
    server.map = THERE;
    server.refusals.add(500);
    server.refusals.add(403);
    try (StatusConfigMap map = new StatusConfigMap(server.api(), "ns", "name")) {
      map.want(data("a", "2"));
      await().untilAsserted(() -> assertThat(map.failure().orElse("")).contains("403 so it is"));
      await().untilAsserted(() -> assertThat(server.methods).hasSize(3));
      await().untilAsserted(() -> assertThat(map.failure()).isEmpty());
    }
  }

  @Test
  void whatIsWantedIsStillWrittenWhenItIsClosed() {
    server.map = THERE;
    try (StatusConfigMap map = new StatusConfigMap(server.api(), "ns", "name")) {
      map.want(data("a", "2"));
    }
    // Once more if the first came before the end: this server keeps nothing.
    assertThat(server.methods).isNotEmpty().containsOnly("PATCH");
  }

  @Test
  void eventsThatWaitAreStillToldWhenTheyAreClosed() {
    try (Events events = new Events(server.api(), "replica")) {
      for (int i = 0; i < 5; i++) {
        events.publish(notice(i));
      }
    }
    assertThat(server.methods).hasSize(5);
  }

  @Test
  void eventsThatFindNoRoomAreDroppedAndCountedAtOnce() {
    try (Events events = new Events(server.api(), "replica")) {
      for (int i = 0; i < 1500; i++) {
        events.publish(notice(i));
      }
      assertThat(events.dropped()).isBetween(490L, 500L);
    }
  }

  @Test
  void anEventThatIsThereAlreadyCountsAsToldAndABadOneIsNotTriedAgain() {
    server.refusals.add(409);
    server.refusals.add(422);
    server.refusals.add(503);
    try (Events events = new Events(server.api(), "replica")) {
      for (int i = 0; i < 3; i++) {
        events.publish(notice(i));
      }
      await().untilAsserted(() -> assertThat(events.published()).isEqualTo(2));
      assertThat(events.dropped()).isEqualTo(1);
      assertThat(server.methods).hasSize(4);
    }
  }

  private static Notice notice(int occasion) {
    ObjectReference node = ObjectReference.node("n", "u");
    String text = Integer.toString(occasion);
    return new Notice(node, Notice.Severity.NORMAL, "R", "A", "m", text, Instant.EPOCH);
  }

  private static ObjectNode data(String key, String value) {
    ObjectNode content = JSON.createObjectNode();
    content.putObject("data").put(key, value);
    return content;
  }
}
