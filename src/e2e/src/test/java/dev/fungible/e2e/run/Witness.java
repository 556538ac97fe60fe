package dev.fungible.e2e.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fungible.e2e.TestSpace;
import dev.fungible.operator.view.Keys;
import dev.fungible.scheduler.model.FinishedShift;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.snapshot.ShiftJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Sees every state that the nodes and pods of a space go through, in the order in which the API
 * server made them: resource versions of one etcd have one order for objects of all kinds.
 */
public final class Witness implements AutoCloseable {

  private static final String CLASS = "fungible.dev/class";
  private static final String SHIFT = "fungible.dev/shift";
  private static final String HISTORY = "fungible.dev/shift-history";

  /** What a simulated kubelet answers a request for a checkpoint with. */
  private static final String ANSWER = "fungible.dev/sim-checkpoint-answers";

  /** One change: the object as it was then, and whether that was its last state. */
  record Change(JsonNode object, boolean last) {

    private long version() {
      return object.path("metadata").path("resourceVersion").asLong();
    }

    private String name() {
      return object.path("metadata").path("name").asText();
    }

    private String node() {
      return object.path("spec").path("nodeName").asText();
    }

    private String annotation(String key) {
      return object.path("metadata").path("annotations").path(key).asText();
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
  private final List<Following> watches = new ArrayList<>();

  /** Begins to look at that space. */
  public Witness(TestSpace space) {
    String nodes = "fungible.dev/test-space=" + space.name();
    watches.add(new Following(space, "Node", "/api/v1/nodes", nodes, changes::add));
    String pods = "/api/v1/namespaces/" + space.name() + "/pods";
    watches.add(new Following(space, "Pod", pods, "", changes::add));
  }

  /** A pod on a node of another class, and whether the node was of that class at the binding. */
  private record Stray(String what, boolean fromTheStart) {}

  /**
   * Every violation of: a pod of a class is on nodes of that class alone. A pod whose node is
   * deleted under it counts no more: what comes back by that name is another node.
   */
  public List<String> strays() {
    return found().stream().map(Stray::what).toList();
  }

  /**
   * The same without pods that a late scheduler bound to a node that had left their class already:
   * a kubelet refuses these for their node selector; a simulated one does not look.
   */
  public List<String> straysThatAKubeletLets() {
    return found().stream().filter(stray -> !stray.fromTheStart).map(Stray::what).toList();
  }

  private List<Stray> found() {
    List<Stray> strays = new ArrayList<>();
    Map<String, String> classes = new HashMap<>();
    Map<String, Change> bound = new TreeMap<>();
    Set<String> orphans = new HashSet<>();
    Set<String> late = new HashSet<>();
    for (Change change : inOrder()) {
      if (change.isNode() && change.last()) {
        classes.remove(change.name());
        bound.values().stream()
            .filter(pod -> pod.node().equals(change.name()))
            .forEach(pod -> orphans.add(pod.name()));
        bound.keySet().removeAll(orphans);
      } else if (change.isNode()) {
        classes.put(change.name(), labelOf(change.object()));
      } else if (orphans.contains(change.name())) {
        continue;
      } else if (change.isOver()) {
        bound.remove(change.name());
      } else if (change.object().path("spec").has("nodeName")
          && bound.put(change.name(), change) == null
          && isStray(change, classes)) {
        late.add(change.name());
      }
      bound.forEach(
          (name, pod) -> {
            if (isStray(pod, classes)) {
              String there = pod.node() + " of " + classes.get(pod.node());
              String what = name + " on " + there + " at " + change.version();
              strays.add(new Stray(what, late.contains(name)));
            }
          });
    }
    return strays;
  }

  /** A node that came back without a class belongs to nobody yet. */
  private static boolean isStray(Change pod, Map<String, String> classes) {
    String there = classes.getOrDefault(pod.node(), "");
    return !there.isEmpty() && !there.equals(labelOf(pod.object()));
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

  /** Every record of a shift that was seen on a node, a phase each, in order. */
  public List<Shift> records() {
    Map<String, Shift> records = new LinkedHashMap<>();
    for (Change change : inOrder()) {
      String record = change.annotation(SHIFT);
      if (change.isNode() && !record.isEmpty()) {
        Shift shift = ShiftJson.read(change.name(), record);
        records.putIfAbsent(shift.id() + " " + shift.phase(), shift);
      }
    }
    return List.copyOf(records.values());
  }

  /** Every shift that was seen in the history of a node. */
  public List<FinishedShift> finished() {
    Map<String, FinishedShift> finished = new LinkedHashMap<>();
    for (Change change : inOrder()) {
      String history = change.annotation(HISTORY);
      if (change.isNode() && !history.isEmpty()) {
        ShiftJson.readHistory(change.name(), history)
            .forEach(one -> finished.putIfAbsent(one.shift().id(), one));
      }
    }
    return finished.values().stream().sorted().toList();
  }

  /** Pods of that class that were stopped at work without having saved it when they were asked. */
  public List<String> unsaved(String workloadClass) {
    Set<String> stopped = new HashSet<>();
    List<String> unsaved = new ArrayList<>();
    for (Change change : inOrder()) {
      boolean isStopping =
          !change.isNode()
              && labelOf(change.object()).equals(workloadClass)
              && change.object().path("metadata").has("deletionTimestamp")
              && change.object().at("/status/phase").asText().equals("Running");
      if (isStopping && stopped.add(change.name())) {
        String asked = change.annotation(Keys.CHECKPOINT_REQUESTED);
        if (asked.isEmpty() || !asked.equals(change.annotation(ANSWER))) {
          unsaved.add(change.name() + " at " + change.version());
        }
      }
    }
    return unsaved;
  }

  /** The last phase that each shift's record was seen in on its node, by id of the shift. */
  public Map<String, String> shifts() {
    Map<String, String> phases = new TreeMap<>();
    for (Change change : inOrder()) {
      String record = change.annotation(SHIFT);
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

  @Override
  public void close() {
    watches.forEach(Following::close);
  }
}
