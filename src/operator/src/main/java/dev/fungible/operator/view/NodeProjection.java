package dev.fungible.operator.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fungible.operator.kube.Projection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Keeps every node. */
public final class NodeProjection implements Projection<NodeView> {

  @Override
  public Optional<NodeView> of(JsonNode object) {
    JsonNode metadata = object.path("metadata");
    JsonNode spec = object.path("spec");
    JsonNode status = object.path("status");
    List<Taint> taints = new ArrayList<>();
    spec.path("taints").forEach(taint -> taints.add(Taint.of(taint)));
    SortedMap<String, Integer> extended = new TreeMap<>();
    Fields.addExtended(extended, status.path("allocatable"));
    Instant created = Fields.instant(metadata.path("creationTimestamp"));
    return Optional.of(
        new NodeView(
            metadata.path("name").asText(),
            metadata.path("uid").asText(),
            metadata.path("resourceVersion").asLong(),
            Objects.requireNonNullElse(created, Instant.EPOCH),
            Fields.strings(metadata.path("labels"), key -> true),
            Fields.unshared(metadata.path("annotations"), key -> key.startsWith(Keys.PREFIX)),
            List.copyOf(taints),
            Fields.small(extended),
            Fields.isTrueCondition(status.path("conditions"), "Ready"),
            spec.path("unschedulable").asBoolean(),
            metadata.has("deletionTimestamp")));
  }
}
