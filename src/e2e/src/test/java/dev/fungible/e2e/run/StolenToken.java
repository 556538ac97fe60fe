package dev.fungible.e2e.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fungible.e2e.TestSpace;
import io.kubernetes.client.openapi.ApiClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Requests of any kind by one who has the operator's token and not its manners. */
final class StolenToken {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final MediaType PLAIN = MediaType.get("application/json");
  private static final MediaType PATCH = MediaType.get("application/strategic-merge-patch+json");

  private final ApiClient server;
  private final String token;

  StolenToken(TestSpace space, Permissions permissions) {
    this.server = space.plane().client("stranger");
    this.token = permissions.token();
  }

  /**
   * What the server says.
   *
   * @param code the HTTP status
   * @param message of a refusal
   */
  record Answer(int code, String message) {

    boolean isAccepted() {
      return code >= 200 && code < 300;
    }
  }

  /** Sends it; an empty body is none. */
  Answer send(String method, String path, String json) {
    @Nullable RequestBody body =
        json.isEmpty() ? null : RequestBody.create(json, method.equals("PATCH") ? PATCH : PLAIN);
    Request request =
        new Request.Builder()
            .url(server.getBasePath() + path)
            .header("Authorization", "Bearer " + token)
            .method(method, body)
            .build();
    try (Response response = server.getHttpClient().newCall(request).execute()) {
      JsonNode said = JSON.readTree(response.body().bytes());
      return new Answer(response.code(), said.path("message").asText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
