package dev.fungible.operator.view;

import dev.fungible.operator.kube.Kept;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is kept of a node.
 *
 * @param labels all of them, since any may select a pool
 * @param annotations those of this project
 * @param extendedResources allocatable amounts of resources like {@code nvidia.com/gpu}
 * @param ready its kubelet says that it can run pods
 * @param unschedulable somebody has cordoned it
 * @param deleting it is on its way out
 */
public record NodeView(
    String name,
    String uid,
    long resourceVersion,
    Instant created,
    Map<String, String> labels,
    Map<String, String> annotations,
    List<Taint> taints,
    Map<String, Integer> extendedResources,
    boolean ready,
    boolean unschedulable,
    boolean deleting)
    implements Kept {

  @Override
  public String key() {
    return name;
  }

  @Override
  public boolean saysTheSameAs(Kept other) {
    return equals(other)
        || (other instanceof NodeView view && at(view.resourceVersion).equals(view));
  }

  private NodeView at(long version) {
    return new NodeView(
        name,
        uid,
        version,
        created,
        labels,
        annotations,
        taints,
        extendedResources,
        ready,
        unschedulable,
        deleting);
  }

  /** The annotation of that key. */
  public Optional<String> annotation(String key) {
    return Optional.ofNullable(annotations.get(key));
  }

  /** The class on its label, as written. */
  public Optional<String> classLabel() {
    return Optional.ofNullable(labels.get(Keys.CLASS));
  }

  /** The taint of that key, whatever its value. */
  public Optional<Taint> taint(String key) {
    return taints.stream().filter(taint -> taint.key().equals(key)).findFirst();
  }

  /** Whether it carries the taint of a shift. */
  public boolean isShiftCordoned() {
    return taint(Keys.SHIFTING).isPresent();
  }
}
