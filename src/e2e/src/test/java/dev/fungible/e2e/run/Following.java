package dev.fungible.e2e.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fungible.e2e.TestSpace;
import dev.fungible.e2e.run.Witness.Change;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.Pair;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Hands over every state of the objects at a path. Where the server goes away it goes on from the
 * last one when it is back, or, if that is forgotten, from what is there then.
 */
final class Following implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ApiClient client;
  private final String kind;
  private final String path;
  private final String labels;
  private final Consumer<Change> changes;
  private final Map<String, JsonNode> known = new HashMap<>();
  private String version = "";
  private volatile @Nullable Call call;
  private volatile boolean closed;

  Following(TestSpace space, String kind, String path, String labels, Consumer<Change> changes) {
    this.client = space.plane().client("admin");
    this.kind = kind;
    this.path = path;
    this.labels = labels;
    this.changes = changes;
    Thread.ofVirtual().start(this::run);
  }

  private void run() {
    while (!closed) {
      try {
        if (version.isEmpty()) {
          list();
        }
        watch();
      } catch (IOException e) {
        // The server is away, or this was closed.
      }
      pause();
    }
  }

  private void list() throws IOException {
    try (Response response = open(List.of())) {
      JsonNode list = JSON.readTree(response.body().byteStream());
      if (!response.isSuccessful()) {
        throw new IOException("status " + response.code());
      }
      Set<String> gone = new HashSet<>(known.keySet());
      for (JsonNode item : list.path("items")) {
        gone.remove(uid(item));
        see(((ObjectNode) item).put("kind", kind), false);
      }
      version = list.path("metadata").path("resourceVersion").asText();
      for (String uid : gone) {
        ObjectNode last = known.get(uid).deepCopy();
        last.withObjectProperty("metadata").put("resourceVersion", version);
        see(last, true);
      }
    }
  }

  private void watch() throws IOException {
    List<Pair> query = List.of(new Pair("watch", "true"), new Pair("resourceVersion", version));
    try (Response response = open(query);
        BufferedReader lines = new BufferedReader(response.body().charStream())) {
      if (!response.isSuccessful()) {
        version = response.code() == 410 ? "" : version;
        return;
      }
      String line;
      while ((line = lines.readLine()) != null) {
        JsonNode event = JSON.readTree(line);
        if (event.path("type").asText().equals("ERROR")) {
          version = "";
          return;
        }
        see(event.path("object"), event.path("type").asText().equals("DELETED"));
        version = event.at("/object/metadata/resourceVersion").asText();
      }
    }
  }

  private void see(JsonNode object, boolean last) {
    if (last) {
      known.remove(uid(object));
    } else {
      known.put(uid(object), object);
    }
    changes.accept(new Change(object, last));
  }

  private Response open(List<Pair> query) throws IOException {
    try {
      Call next =
          client
              .getHttpClient()
              .newBuilder()
              .readTimeout(Duration.ZERO)
              .build()
              .newCall(
                  client.buildRequest(
                      client.getBasePath(),
                      path,
                      "GET",
                      query,
                      List.of(new Pair("labelSelector", labels)),
                      null,
                      new HashMap<>(),
                      new HashMap<>(),
                      new HashMap<>(),
                      new String[] {"BearerToken"},
                      null));
      call = next;
      if (closed) {
        next.cancel();
      }
      return next.execute();
    } catch (ApiException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String uid(JsonNode object) {
    return object.path("metadata").path("uid").asText();
  }

  private static void pause() {
    try {
      Thread.sleep(Duration.ofMillis(100));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    Call running = call;
    if (running != null) {
      running.cancel();
    }
  }
}
