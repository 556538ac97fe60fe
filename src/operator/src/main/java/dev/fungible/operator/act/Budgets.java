package dev.fungible.operator.act;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.kube.KubePath;
import dev.fungible.operator.view.PodView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;

/**
 * Whether disruption budgets have room for several pods together. The server answers for each
 * eviction alone, and when tried without effect always from the same room.
 */
final class Budgets {

  private final KubeApi api;

  Budgets(KubeApi api) {
    this.api = api;
  }

  /**
   * Returns if no budget is known to stop before the last of these pods is evicted.
   *
   * @param pods of one namespace
   * @throws RefusedException if one is
   */
  void requireRoom(String gang, List<PodView> pods) {
    String namespace = pods.getFirst().namespace();
    Set<String> names = new TreeSet<>();
    pods.stream().filter(PodView::ready).forEach(pod -> names.add(pod.name()));
    for (JsonNode budget : api.get(KubePath.disruptionBudgets(namespace)).path("items")) {
      int room = budget.path("status").path("disruptionsAllowed").asInt();
      if (names.size() > room) {
        int held = held(namespace, budget, names);
        if (held > room) {
          throw new RefusedException(
              "Gang %s stays: the disruption budget %s/%s covers %d of its pods and allows %d to go"
                  .formatted(
                      gang, namespace, budget.path("metadata").path("name").asText(), held, room));
        }
      }
    }
  }

  /** The server selects, so that selectors mean here what they mean to it. */
  private int held(String namespace, JsonNode budget, Set<String> names) {
    JsonNode spec = budget.path("spec");
    if (!spec.has("selector")) {
      return 0;
    }
    Map<String, String> query = Map.of("labelSelector", query(spec.path("selector")));
    int held = 0;
    for (JsonNode pod : api.get(KubePath.pods(namespace), query).path("items")) {
      held += names.contains(pod.path("metadata").path("name").asText()) ? 1 : 0;
    }
    return held;
  }

  static String query(JsonNode selector) {
    StringJoiner terms = new StringJoiner(",");
    selector
        .path("matchLabels")
        .properties()
        .forEach(label -> terms.add(label.getKey() + "=" + label.getValue().asText()));
    for (JsonNode expression : selector.path("matchExpressions")) {
      terms.add(term(expression));
    }
    return terms.toString();
  }

  private static String term(JsonNode expression) {
    String key = expression.path("key").asText();
    List<String> values = new ArrayList<>();
    expression.path("values").forEach(value -> values.add(value.asText()));
    String among = "(" + String.join(",", values) + ")";
    String operator = expression.path("operator").asText();
    return switch (operator) {
      case "In" -> key + " in " + among;
      case "NotIn" -> key + " notin " + among;
      case "Exists" -> key;
      case "DoesNotExist" -> "!" + key;
      default -> throw new IllegalStateException("A selector with operator " + operator);
    };
  }
}
