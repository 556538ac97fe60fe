package dev.fungible.operator.kube;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What is kept of objects of one kind. */
@FunctionalInterface
public interface Projection<T extends Kept> {

  /** What is kept of this object; empty where nothing depends on it. Must be pure. */
  Optional<T> of(JsonNode object);
}
