package dev.fungible.operator.kube;

import static dev.fungible.operator.kube.ScriptedServer.cutOff;
import static dev.fungible.operator.kube.ScriptedServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import dev.fungible.operator.kube.ScriptedServer.Answer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubeApiTest {

  private static final String PATH = "/api/v1/nodes/n";
  private static final JsonNode PATCH = JsonNodeFactory.instance.objectNode().put("a", 1);

  private final ScriptedServer server = new ScriptedServer();
  private final KubeApi api = server.api(Duration.ofSeconds(20));

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid",
    "401, none",
    "403, none",
    "404, not found",
    "409, conflict",
    "410, expired",
    "422, invalid",
    "429, too many requests",
    "500, none"
  })
  void aRefusalSaysWhichOneItIs(int code, String kind) {
    ApiFailure failure = refused(status(code, "{\"kind\": \"Status\", \"message\": \"it says\"}"));
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure).hasMessage("PATCH " + PATH + ": " + code + " it says");
    assertThat(failure.isInvalid()).isEqualTo(kind.equals("invalid"));
    assertThat(failure.isNotFound()).isEqualTo(kind.equals("not found"));
    assertThat(failure.isConflict()).isEqualTo(kind.equals("conflict"));
    assertThat(failure.isExpired()).isEqualTo(kind.equals("expired"));
    assertThat(failure.isTooManyRequests()).isEqualTo(kind.equals("too many requests"));
  }

  @Test
  void aRefusalSaysItsCauses() {
    assertThat(
            refused(
                status(
                    429,
                    """
                    {"message": "Cannot evict", "details": {"causes": [
                      {"message": "The budget b needs 2"}, {"message": "Cannot evict"}]}}
                    """)))
        .hasMessageEndingWith("429 Cannot evict The budget b needs 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>Bad gateway</html>", "", "7", "null", "[\"x\"]", "{\"message\""})
  void aRefusalNeedNotBeAStatus(String body) {
    ApiFailure failure = refused(status(502, body));
    assertThat(failure.code()).isEqualTo(502);
    assertThat(failure).hasMessageContaining(body);
  }

  @Test
  void aRefusalOfManyLinesIsShortened() {
    ApiFailure failure = refused(status(502, "<html>" + "\nx".repeat(5000)));
    assertThat(failure.getMessage()).hasSizeLessThan(700).contains("<html>");
  }

  @Test
  void anAnswerThatCannotBeReadMayHaveTakenEffect() {
    assertThat(refused(status(200, "<html>Log in")).code()).isZero();
    assertThat(refused(cutOff("{\"metadata\": {")).code()).isZero();
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void whatIsNotAnsweredInTimeIsNotAnswered() {
    KubeApi impatient = server.api(Duration.ofMillis(300));
    ApiFailure failure =
        catchThrowableOfType(ApiFailure.class, () -> impatient.patch(PATH, PatchType.MERGE, PATCH));
    assertThat(failure.code()).isZero();
    assertThat(failure.getCause()).isNotNull();
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aRequestIsSentOnceWhateverComesOfIt() {
    Answer hangUp = HttpExchange::close;
    Answer again = header("Retry-After", "0", 503);
    Answer elsewhere = header("Location", PATH, 307);
    for (Answer answer : new Answer[] {hangUp, again, elsewhere, status(408, "")}) {
      int before = server.requests().size();
      // Were it sent again, it would succeed.
      server.at(PATH, answer, status(200, "{}"));
      assertThat(
              catchThrowableOfType(ApiFailure.class, () -> api.patch(PATH, PatchType.MERGE, PATCH)))
          .isNotNull();
      assertThat(server.requests()).hasSize(before + 1);
      api.get(PATH);
    }
  }

  @Test
  void aConnectionThatWasClosedMeanwhileIsAFailureAndTheNextRequestGoesOn() {
    server.at(PATH, status(200, "{\"a\": 1}"), HttpExchange::close, status(200, "{\"a\": 2}"));
    assertThat(api.get(PATH).path("a").asInt()).isEqualTo(1);
    assertThat(catchThrowableOfType(ApiFailure.class, () -> api.get(PATH)).code()).isZero();
    assertThat(api.get(PATH).path("a").asInt()).isEqualTo(2);
  }

  @Test
  void queriesAndBodiesArriveAsTheyAre() {
    server.at("/list", status(200, "{}"));
    api.get("/list", Map.of("fieldSelector", "metadata.name=a&b c"));
    server.at(PATH, status(200, "{}"));
    api.create(PATH, PATCH);
    assertThat(server.requests())
        .containsExactly(
            "GET /list?fieldSelector=metadata.name%3Da%26b%20c",
            "POST " + PATH + "?fieldManager=fungible-scheduler");
  }

  private static Answer header(String name, String value, int code) {
    return exchange -> {
      exchange.getResponseHeaders().add(name, value);
      status(code, "").to(exchange);
    };
  }

  private ApiFailure refused(Answer answer) {
    server.at(PATH, answer);
    return catchThrowableOfType(ApiFailure.class, () -> api.patch(PATH, PatchType.MERGE, PATCH));
  }
}
