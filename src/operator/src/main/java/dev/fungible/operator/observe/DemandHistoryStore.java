package dev.fungible.operator.observe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fungible.operator.kube.ApiFailure;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.kube.KubePath;
import dev.fungible.operator.kube.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Keeps the history of demand in a config map, a key for each class, so that neither a restart nor
 * a failover forgets a peak. Only the leader may save. Not for concurrent use.
 */
public final class DemandHistoryStore {

  /** The name of the config map. */
  public static final String CONFIG_MAP = "fungible-scheduler-history";

  private static final Duration SELDOM = Duration.ofMinutes(1);

  private final KubeApi api;
  private final String namespace;
  private final DemandHistory history;
  private final InstantSource time;
  private SortedMap<String, String> stored = new TreeMap<>();
  private Instant triedAt = Instant.EPOCH;
  private String version = "";

  /** A store in the config map of that namespace. */
  public DemandHistoryStore(
      KubeApi api, String namespace, DemandHistory history, InstantSource time) {
    this.api = api;
    this.namespace = namespace;
    this.history = history;
    this.time = time;
  }

  /**
   * Reads what was saved into the history.
   *
   * @return what could not be read, and is begun anew
   * @throws ApiFailure if the server does not say; the history is not restored then
   */
  public List<Problem> restore() {
    stored = read();
    return history.restore(stored, time.instant());
  }

  /**
   * Saves the history if that was tried a minute ago or more. Does nothing before it was restored.
   *
   * @throws ApiFailure if the server refused or did not answer
   */
  public void saveIfDue() {
    if (Duration.between(triedAt, time.instant()).compareTo(SELDOM) >= 0) {
      save();
    }
  }

  /**
   * Saves the history, if it has changed. What somebody else has saved meanwhile is added to it
   * first. Does nothing before it was restored.
   *
   * @throws ApiFailure if the server refused or did not answer
   */
  public void save() {
    if (!history.isRestored()) {
      return;
    }
    triedAt = time.instant();
    try {
      saveOnce();
    } catch (ApiFailure e) {
      if (!e.isConflict() && !e.isNotFound()) {
        throw e;
      }
      restore();
      saveOnce();
    }
  }

  private void saveOnce() {
    SortedMap<String, String> next = history.saved(time.instant());
    if (next.equals(stored)) {
      return;
    }
    JsonNode written =
        version.isEmpty()
            ? api.create(KubePath.configMaps(namespace), configMap(next))
            : api.patch(KubePath.configMap(namespace, CONFIG_MAP), PatchType.MERGE, changes(next));
    version = versionOf(written);
    stored = next;
  }

  private SortedMap<String, String> read() {
    SortedMap<String, String> saved = new TreeMap<>();
    try {
      JsonNode configMap = api.get(KubePath.configMap(namespace, CONFIG_MAP));
      configMap
          .path("data")
          .properties()
          .forEach(entry -> saved.put(entry.getKey(), entry.getValue().asText()));
      version = versionOf(configMap);
    } catch (ApiFailure e) {
      if (!e.isNotFound()) {
        throw e;
      }
      version = "";
    }
    return saved;
  }

  private static String versionOf(JsonNode configMap) {
    return configMap.path("metadata").path("resourceVersion").asText();
  }

  /** The tracks as they are now; null for what is to go. */
  private ObjectNode changes(SortedMap<String, String> next) {
    ObjectNode data = object();
    stored.keySet().forEach(data::putNull);
    next.forEach(data::put);
    ObjectNode patch = object();
    patch.putObject("metadata").put("resourceVersion", version);
    patch.set("data", data);
    return patch;
  }

  private static ObjectNode configMap(SortedMap<String, String> data) {
    ObjectNode configMap = object().put("apiVersion", "v1").put("kind", "ConfigMap");
    configMap.putObject("metadata").put("name", CONFIG_MAP);
    ObjectNode tracks = configMap.putObject("data");
    data.forEach(tracks::put);
    return configMap;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
