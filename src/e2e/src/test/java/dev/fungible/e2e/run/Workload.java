package dev.fungible.e2e.run;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Work of one class as manifests, whose pods run only on nodes of that class in their test's space.
 *
 * @param name of the object, and the pods' label {@code app}
 * @param workloadClass their class
 * @param pods how many
 * @param gpus GPUs of each
 * @param annotations of each
 */
public record Workload(
    String name, String workloadClass, int pods, int gpus, Map<String, String> annotations) {

  /** Replicas that serve, a node each. */
  public static Workload serving(String name, String workloadClass, int replicas) {
    return new Workload(name, workloadClass, replicas, 8, Map.of());
  }

  /** A training job over so many whole nodes, which is done after so long. */
  public static Workload training(String name, int nodes, String runsFor) {
    return new Workload(name, "training", nodes, 8, Map.of("fungible.dev/sim-runs-for", runsFor));
  }

  /** The same with one more annotation. */
  public Workload with(String key, String value) {
    Map<String, String> all = new TreeMap<>(annotations);
    all.put(key, value);
    return new Workload(name, workloadClass, pods, gpus, all);
  }

  /** As a Deployment. */
  public String deployment() {
    return """
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: %s}
        spec:
          replicas: %d
          selector: {matchLabels: {app: %1$s}}
          template:
        """
            .formatted(name, pods)
        + template("Always");
  }

  /**
   * As an Indexed Job that counts no eviction as a failure. Its limit is one for each index,
   * because the job controller's pause after evictions otherwise doubles with every pod: to ten
   * minutes for a gang of seven.
   */
  public String job() {
    return """
        ---
        apiVersion: batch/v1
        kind: Job
        metadata: {name: %s}
        spec:
          parallelism: %d
          completions: %2$d
          completionMode: Indexed
          backoffLimitPerIndex: 8
          podFailurePolicy:
            rules:
            - action: Ignore
              onPodConditions: [{type: DisruptionTarget}]
          template:
        """
            .formatted(name, pods)
        + template("Never");
  }

  /** A budget that leaves at least so many of its pods. */
  public String budget(int atLeast) {
    return """
        ---
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: %1$s}
        spec:
          minAvailable: %2$d
          selector: {matchLabels: {app: %1$s}}
        """
        .formatted(name, atLeast);
  }

  private String template(String restartPolicy) {
    String shown =
        annotations.entrySet().stream()
            .map(entry -> entry.getKey() + ": \"" + entry.getValue() + "\"")
            .collect(Collectors.joining(", ", "{", "}"));
    return """
            metadata:
              labels: {app: %s, fungible.dev/class: %s}
              annotations: %s
            spec:
              restartPolicy: %s
              nodeSelector: {fungible.dev/test-space: $SPACE, fungible.dev/class: %2$s}
              tolerations:
              - {key: fungible.dev/class, value: %2$s, effect: NoSchedule}
              containers:
              - {name: work, image: work, resources: {limits: {nvidia.com/gpu: %5$d}}}
        """
        .formatted(name, workloadClass, shown, restartPolicy, gpus)
        .indent(4);
  }
}
