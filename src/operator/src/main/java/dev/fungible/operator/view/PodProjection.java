package dev.fungible.operator.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fungible.operator.kube.Projection;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps pods that ask for extended resources and are not over. Those of a daemon set and static
 * pods stay on their node whatever its class, so that nothing depends on them.
 */
public final class PodProjection implements Projection<PodView> {

  @Override
  public Optional<PodView> of(JsonNode object) {
    JsonNode metadata = object.path("metadata");
    JsonNode spec = object.path("spec");
    JsonNode status = object.path("status");
    Map<String, Integer> extended = extendedResources(spec);
    String phase = status.path("phase").asText();
    Owner owner = owner(metadata.path("ownerReferences"));
    if (extended.isEmpty()
        || phase.equals("Succeeded")
        || phase.equals("Failed")
        || metadata.path("annotations").has("kubernetes.io/config.mirror")
        || (owner != null && owner.kind().equals("DaemonSet"))) {
      return Optional.empty();
    }
    String node = spec.path("nodeName").asText();
    Instant created = Fields.instant(metadata.path("creationTimestamp"));
    return Optional.of(
        new PodView(
            Fields.shared(metadata.path("namespace").asText()),
            metadata.path("name").asText(),
            metadata.path("uid").asText(),
            metadata.path("resourceVersion").asLong(),
            Objects.requireNonNullElse(created, Instant.EPOCH),
            Fields.strings(metadata.path("labels"), GangKeys::isReadLabel),
            Fields.unshared(metadata.path("annotations"), GangKeys::isReadAnnotation),
            owner,
            node.isEmpty() ? null : Fields.shared(node),
            Fields.instant(status.path("startTime")),
            spec.path("priority").asInt(),
            Fields.isTrueCondition(status.path("conditions"), "Ready"),
            metadata.has("deletionTimestamp"),
            !spec.path("schedulingGates").isEmpty(),
            extended,
            node.isEmpty() ? Fields.strings(spec.path("nodeSelector"), key -> true) : Map.of()));
  }

  private static @Nullable Owner owner(JsonNode references) {
    for (JsonNode reference : references) {
      if (reference.path("controller").asBoolean()) {
        return new Owner(
            Fields.shared(reference.path("apiVersion").asText()),
            Fields.shared(reference.path("kind").asText()),
            reference.path("name").asText(),
            reference.path("uid").asText());
      }
    }
    return null;
  }

  /**
   * What its containers ask for together, or one that runs before them with the sidecars that have
   * begun by then, if that is more.
   */
  private static Map<String, Integer> extendedResources(JsonNode spec) {
    SortedMap<String, Integer> together = new TreeMap<>();
    Map<String, Integer> most = new TreeMap<>();
    for (JsonNode container : spec.path("initContainers")) {
      if (container.path("restartPolicy").asText().equals("Always")) {
        add(together, container);
      } else {
        Map<String, Integer> before = new TreeMap<>(together);
        add(before, container);
        before.forEach((resource, amount) -> most.merge(resource, amount, Math::max));
      }
    }
    spec.path("containers").forEach(container -> add(together, container));
    most.forEach((resource, amount) -> together.merge(resource, amount, Math::max));
    together.values().removeIf(amount -> amount <= 0);
    return Fields.small(together);
  }

  private static void add(Map<String, Integer> sum, JsonNode container) {
    JsonNode resources = container.path("resources");
    // Requests of extended resources equal their limits, and may be left out.
    Fields.addExtended(
        sum, resources.has("limits") ? resources.path("limits") : resources.path("requests"));
  }
}
