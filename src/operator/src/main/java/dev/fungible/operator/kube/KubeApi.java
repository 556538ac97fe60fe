package dev.fungible.operator.kube;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.Pair;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * Requests to an API server, in JSON trees. Connection, TLS and credentials are those of the
 * official client; its generated models are not used, because they refuse fields that they do not
 * know. A request is sent once: whether to try again is for the caller to say. Safe for use by
 * several threads.
 */
public final class KubeApi {

  /** Who fields that are written here belong to. */
  public static final String FIELD_MANAGER = "fungible-scheduler";

  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  /** What a proxy says in the place of the server may be a whole page. */
  private static final int LONGEST = 500;

  private static final String[] CREDENTIALS = {"BearerToken"};

  private final ApiClient client;
  private final OkHttpClient http;

  private KubeApi(ApiClient client, OkHttpClient http) {
    this.client = client;
    this.http = http;
  }

  /**
   * Requests by this client.
   *
   * @param timeout how long one request may take in all
   */
  public static KubeApi of(ApiClient client, Duration timeout) {
    OkHttpClient http =
        client
            .getHttpClient()
            .newBuilder()
            .callTimeout(timeout)
            .readTimeout(timeout)
            // A silent second try could be sent long after the first one was decided.
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .addNetworkInterceptor(KubeApi::once)
            .build();
    return new KubeApi(client, http);
  }

  /**
   * The same, with every request passing through here when its connection stands, just before it is
   * sent.
   */
  public KubeApi through(Interceptor interceptor) {
    return new KubeApi(client, http.newBuilder().addNetworkInterceptor(interceptor).build());
  }

  /** The transport would obey "503, again at once" by itself. */
  private static Response once(Interceptor.Chain chain) throws IOException {
    return chain.proceed(chain.request()).newBuilder().removeHeader("Retry-After").build();
  }

  /** The mapper whose trees these are. */
  static ObjectMapper mapper() {
    return MAPPER;
  }

  /**
   * The object there, as it is now and not as a cache has it.
   *
   * @throws ApiFailure if it cannot be read
   */
  public JsonNode get(String path) {
    return send("GET", path, List.of(), null, null);
  }

  /**
   * The objects of a list there, with a query like {@code fieldSelector=...}, as it is now.
   *
   * @throws ApiFailure if it cannot be read
   */
  public JsonNode get(String path, Map<String, String> query) {
    return send("GET", path, pairs(query), null, null);
  }

  /**
   * Creates the object and answers with it, or with what the server says of it.
   *
   * @throws ApiFailure if the server refused or did not answer
   */
  public JsonNode create(String path, JsonNode object) {
    return send("POST", path, pairs(Map.of("fieldManager", FIELD_MANAGER)), object, null);
  }

  /**
   * Puts the object in the place of the one there; guarded when it holds a resource version.
   *
   * @throws ApiFailure if the server refused or did not answer
   */
  public JsonNode replace(String path, JsonNode object) {
    return send("PUT", path, pairs(Map.of("fieldManager", FIELD_MANAGER)), object, null);
  }

  /**
   * Changes the object there and answers with it; guarded when the patch holds a resource version.
   *
   * @throws ApiFailure if the server refused or did not answer
   */
  public JsonNode patch(String path, PatchType type, JsonNode patch) {
    return send("PATCH", path, pairs(Map.of("fieldManager", FIELD_MANAGER)), patch, type);
  }

  /**
   * Opens a long answer; the caller closes it. Its time is bounded between two bytes only.
   *
   * @param silence how long nothing may be heard
   * @throws ApiFailure if the server refused or did not answer
   */
  LongAnswer open(String path, Map<String, String> query, Duration silence) {
    OkHttpClient patient =
        http.newBuilder().callTimeout(Duration.ZERO).readTimeout(silence).build();
    String what = "GET " + path;
    Call call = patient.newCall(request("GET", path, pairs(query), null, null));
    try {
      Response response = call.execute();
      if (!response.isSuccessful()) {
        throw refused(what, response);
      }
      return new LongAnswer(call, response.body().byteStream());
    } catch (IOException e) {
      throw ApiFailure.noAnswer(what, e);
    }
  }

  private JsonNode send(
      String method,
      String path,
      List<Pair> query,
      @Nullable JsonNode body,
      @Nullable PatchType patch) {
    String what = method + " " + path;
    Call call = http.newCall(request(method, path, query, body, patch));
    try (Response response = call.execute()) {
      if (!response.isSuccessful()) {
        throw refused(what, response);
      }
      return MAPPER.readTree(response.body().bytes());
    } catch (IOException e) {
      throw ApiFailure.noAnswer(what, e);
    }
  }

  private Request request(
      String method,
      String path,
      List<Pair> query,
      @Nullable JsonNode body,
      @Nullable PatchType patch) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Accept", "application/json");
    headers.put("Content-Type", patch == null ? "application/json" : patch.mediaType());
    try {
      return client.buildRequest(
          client.getBasePath(),
          path,
          method,
          query,
          List.of(),
          body == null ? null : MAPPER.writeValueAsBytes(body),
          headers,
          new HashMap<>(),
          new HashMap<>(),
          CREDENTIALS,
          null);
    } catch (ApiException | JsonProcessingException e) {
      throw new IllegalArgumentException(method + " " + path, e);
    }
  }

  private static ApiFailure refused(String what, Response response) throws IOException {
    int code = response.code();
    try (ResponseBody body = response.body()) {
      return new ApiFailure(code, what + ": " + code + " " + messageIn(body.string()));
    }
  }

  private static String messageIn(String status) {
    String start = status.length() > LONGEST ? status.substring(0, LONGEST) + "..." : status;
    try {
      JsonNode tree = MAPPER.readTree(status);
      JsonNode answer = tree == null ? MissingNode.getInstance() : tree;
      StringBuilder message = new StringBuilder(answer.path("message").asText(start));
      // For an eviction, only these name the budget that holds.
      for (JsonNode cause : answer.path("details").path("causes")) {
        String text = cause.path("message").asText();
        message.append(message.indexOf(text) < 0 ? " " + text : "");
      }
      return message.toString();
    } catch (JsonProcessingException e) {
      return start;
    }
  }

  private static List<Pair> pairs(Map<String, String> query) {
    List<Pair> pairs = new ArrayList<>();
    query.forEach((name, value) -> pairs.add(new Pair(name, value)));
    return pairs;
  }
}
