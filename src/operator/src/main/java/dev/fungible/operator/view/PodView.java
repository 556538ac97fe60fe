package dev.fungible.operator.view;

import dev.fungible.operator.kube.Kept;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a pod that asks for GPUs and is neither over nor bound to its node for good, as
 * those of a daemon set are.
 *
 * @param created when it was submitted
 * @param labels those of this project, and those that tell gangs
 * @param annotations those of this project, and those that tell gangs
 * @param owner its controller; null when it has none
 * @param node the node that it is bound to; null while it waits
 * @param started when its node took it in; null before
 * @param ready it is ready to work
 * @param deleting it has been asked to end
 * @param held it is not to be scheduled yet: a scheduling gate holds it
 * @param extendedResources what it asks for, like {@code nvidia.com/gpu}
 * @param nodeSelector labels that its node must have, while it waits; empty once it is bound
 */
public record PodView(
    String namespace,
    String name,
    String uid,
    long resourceVersion,
    Instant created,
    Map<String, String> labels,
    Map<String, String> annotations,
    @Nullable Owner owner,
    @Nullable String node,
    @Nullable Instant started,
    int priority,
    boolean ready,
    boolean deleting,
    boolean held,
    Map<String, Integer> extendedResources,
    Map<String, String> nodeSelector)
    implements Kept {

  @Override
  public String key() {
    return namespace + "/" + name;
  }

  /** The label of that key. */
  public Optional<String> label(String key) {
    return Optional.ofNullable(labels.get(key));
  }

  @Override
  public boolean saysTheSameAs(Kept other) {
    return equals(other)
        || (other instanceof PodView view && at(view.resourceVersion).equals(view));
  }

  private PodView at(long version) {
    return new PodView(
        namespace,
        name,
        uid,
        version,
        created,
        labels,
        annotations,
        owner,
        node,
        started,
        priority,
        ready,
        deleting,
        held,
        extendedResources,
        nodeSelector);
  }

  /** The annotation of that key. */
  public Optional<String> annotation(String key) {
    return Optional.ofNullable(annotations.get(key));
  }

  /** How much it asks for of that resource. */
  public int asksFor(String resource) {
    return extendedResources.getOrDefault(resource, 0);
  }

  /**
   * Whether it must not be stopped: it says so, or nobody would make it anew and it does not say
   * that this is fine.
   */
  public boolean isToStay() {
    String said = annotations.get(Keys.DO_NOT_DISRUPT);
    return "true".equalsIgnoreCase(said) || (owner == null && !"false".equalsIgnoreCase(said));
  }

  /** Whether it is bound to that node. */
  public boolean isOn(String nodeName) {
    return nodeName.equals(node);
  }
}
