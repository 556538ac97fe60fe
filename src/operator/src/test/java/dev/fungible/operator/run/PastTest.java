package dev.fungible.operator.run;

import static dev.fungible.operator.kube.ScriptedServer.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.kube.ScriptedServer;
import dev.fungible.operator.observe.DemandHistory;
import dev.fungible.operator.observe.DemandHistoryStore;
import dev.fungible.operator.report.PublishableRecords;
import dev.fungible.operator.report.PublishedRecords;
import dev.fungible.snapshot.DecisionLines;
import dev.fungible.snapshot.DecisionRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PastTest {

  private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
  private static final String MAPS = "/api/v1/namespaces/ns/configmaps/";
  private static final DecisionRecord DEED = recall(7);

  private final ScriptedServer server = new ScriptedServer();
  private final KubeApi api = server.api(Duration.ofSeconds(5));
  private final List<ObjectNode> written = new ArrayList<>();
  private final PublishedRecords published = new PublishedRecords(written::add);
  private final DemandHistory history = new DemandHistory();
  private final Past past =
      new Past(
          history,
          new DemandHistoryStore(api, "ns", history, InstantSource.fixed(NOW)),
          published,
          () -> PublishedRecords.read(api, "ns", "status"));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void recordsThatCannotBeReadYetAreAskedForAgainAndNotWrittenOver() {
    server.at(MAPS + DemandHistoryStore.CONFIG_MAP, status(404, "{}"));
    server.at(MAPS + "status", status(500, "{}"), status(500, "{}"), status(200, statusMap()));

    assertThat(past.isKnown()).isFalse();
    assertThat(past.isKnown()).isFalse();
    assertThat(past.problem().orElseThrow())
        .startsWith("Nothing is decided before this is read: ")
        .contains("status");
    published.flush();
    assertThat(written).isEmpty();
    assertThat(past.isKnown()).isTrue();
    assertThat(past.problem()).isEmpty();
    assertThat(past.isKnown()).isTrue();

    assertThat(past.decisions()).containsExactly(DEED);
    published.accept(recall(8));
    published.flush();
    assertThat(DecisionLines.read("map", written.getLast().at("/data/records").asText()))
        .containsExactly(DEED, recall(8));
    assertThat(server.requests()).hasSize(4);
  }

  @Test
  void demandThatCannotBeReadYetIsAskedForAgain() {
    server.at(MAPS + DemandHistoryStore.CONFIG_MAP, status(500, "{}"), status(404, "{}"));
    server.at(MAPS + "status", status(404, "{}"));

    assertThat(past.isKnown()).isFalse();
    assertThat(past.isKnown()).isTrue();
    assertThat(past.decisions()).isEmpty();
  }

  @Test
  void recordsOfAnotherReleaseStopNobody() {
    server.at(MAPS + DemandHistoryStore.CONFIG_MAP, status(404, "{}"));
    server.at(MAPS + "status", status(200, "{\"data\":{\"records\":\"{}\"}}"));

    assertThat(past.isKnown()).isTrue();
    assertThat(past.decisions()).isEmpty();
  }

  private static String statusMap() {
    ObjectNode map = JsonNodeFactory.instance.objectNode();
    map.putObject("data")
        .put(PublishedRecords.KEY, String.join("\n", DecisionLines.write(DEED)) + "\n");
    return map.toString();
  }

  private static DecisionRecord recall(long cycle) {
    return PublishableRecords.recall(NOW.plusSeconds(cycle), cycle, "not wanted any more");
  }
}
