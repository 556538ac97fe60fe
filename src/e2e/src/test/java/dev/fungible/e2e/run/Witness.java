package dev.fungible.e2e.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fungible.e2e.TestSpace;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.snapshot.ShiftJson;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.Pair;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import okhttp3.Call;
import okhttp3.Response;

/**
 * Sees every state that the nodes and pods of a space go through, in the order in which the API
 * server made them: resource versions of one etcd have one order for objects of all kinds.
 */
public final class Witness implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CLASS = "fungible.dev/class";
  private static final String SHIFT = "fungible.dev/shift";

  /** One change: the object as it was then, and whether that was its last state. */
  record Change(JsonNode object, boolean last) {

    private long version() {
      return object.path("metadata").path("resourceVersion").asLong();
    }

    private String name() {
      return object.path("metadata").path("name").asText();
    }

    private boolean isNode() {
      return object.path("kind").asText().equals("Node");
    }

    private boolean isOver() {
      String phase = object.path("status").path("phase").asText();
      return last || phase.equals("Succeeded") || phase.equals("Failed");
    }

    private boolean isAvailable() {
      if (isOver() || object.path("metadata").has("deletionTimestamp")) {
        return false;
      }
      for (JsonNode condition : object.path("status").path("conditions")) {
        if (condition.path("type").asText().equals("Ready")) {
          return condition.path("status").asText().equals("True");
        }
      }
      return false;
    }
  }

  private final ConcurrentLinkedQueue<Change> changes = new ConcurrentLinkedQueue<>();
  private final List<Call> watches = new ArrayList<>();

  /** Begins to look at that space. */
  public Witness(TestSpace space) {
    watch(space, "/api/v1/nodes", "fungible.dev/test-space=" + space.name());
    watch(space, "/api/v1/namespaces/" + space.name() + "/pods", "");
  }

  /** Every violation of: a pod of a class is on nodes of that class alone. */
  public List<String> strays() {
    List<String> strays = new ArrayList<>();
    Map<String, String> classes = new HashMap<>();
    Map<String, Change> bound = new TreeMap<>();
    for (Change change : inOrder()) {
      if (change.isNode()) {
        classes.put(change.name(), labelOf(change.object()));
      } else if (change.isOver()) {
        bound.remove(change.name());
      } else if (change.object().path("spec").has("nodeName")) {
        bound.put(change.name(), change);
      }
      bound.forEach(
          (name, pod) -> {
            String node = pod.object().path("spec").path("nodeName").asText();
            String there = classes.get(node);
            if (there != null && !there.equals(labelOf(pod.object()))) {
              strays.add(name + " on " + node + " of " + there + " at " + change.version());
            }
          });
    }
    return strays;
  }

  /** The fewest available pods of that app since there were so many for the first time. */
  public int fewest(String app, int once) {
    Map<String, Boolean> available = new HashMap<>();
    int fewest = Integer.MAX_VALUE;
    boolean begun = false;
    for (Change change : inOrder()) {
      if (!change.isNode() && change.object().at("/metadata/labels/app").asText().equals(app)) {
        available.put(change.name(), change.isAvailable());
        int now = (int) available.values().stream().filter(ready -> ready).count();
        begun |= now >= once;
        fewest = begun ? Math.min(fewest, now) : fewest;
      }
    }
    return fewest;
  }

  /** The classes that a node had, one after the other. */
  public List<String> classesOf(String node) {
    List<String> classes = new ArrayList<>();
    for (Change change : inOrder()) {
      if (change.isNode() && change.name().equals(node)) {
        String now = labelOf(change.object());
        if (classes.isEmpty() || !classes.getLast().equals(now)) {
          classes.add(now);
        }
      }
    }
    return classes;
  }

  /** The last phase that each shift's record was seen in on its node, by id of the shift. */
  public Map<String, String> shifts() {
    Map<String, String> phases = new TreeMap<>();
    for (Change change : inOrder()) {
      String record = change.object().path("metadata").path("annotations").path(SHIFT).asText();
      if (change.isNode() && !record.isEmpty()) {
        Shift shift = ShiftJson.read(change.name(), record);
        phases.put(shift.id(), shift.phase().name());
      }
    }
    return phases;
  }

  private List<Change> inOrder() {
    return changes.stream().sorted(Comparator.comparingLong(Change::version)).toList();
  }

  private static String labelOf(JsonNode object) {
    return object.path("metadata").path("labels").path(CLASS).asText();
  }

  private void watch(TestSpace space, String path, String labels) {
    ApiClient client = space.plane().client("admin");
    try {
      Call call =
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
                      List.of(new Pair("watch", "true"), new Pair("labelSelector", labels)),
                      List.of(),
                      null,
                      new HashMap<>(),
                      new HashMap<>(),
                      new HashMap<>(),
                      new String[] {"BearerToken"},
                      null));
      watches.add(call);
      Thread.ofVirtual().start(() -> read(call));
    } catch (ApiException e) {
      throw new IllegalStateException(e);
    }
  }

  private void read(Call call) {
    try (Response response = call.execute();
        BufferedReader lines = new BufferedReader(response.body().charStream())) {
      String line;
      while ((line = lines.readLine()) != null) {
        JsonNode event = JSON.readTree(line);
        changes.add(
            new Change(event.path("object"), event.path("type").asText().equals("DELETED")));
      }
    } catch (IOException e) {
      // The watch was closed.
    }
  }

  @Override
  public void close() {
    watches.forEach(Call::cancel);
  }
}
