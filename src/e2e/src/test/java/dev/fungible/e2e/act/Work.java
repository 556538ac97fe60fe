package dev.fungible.e2e.act;

/** Work of the class training, as manifests. */
final class Work {

  private Work() {}

  /** An indexed Job that survives evictions; each pod holds 8 GPUs and is labelled {@code app}. */
  static String job(String name, int pods, String annotations) {
    String policy =
        "podFailurePolicy:"
            + " {rules: [{action: Ignore, onPodConditions: [{type: DisruptionTarget}]}]}";
    return job(name, pods, annotations, policy);
  }

  /** The same, but it gives up for good after two evictions. */
  static String unforgivingJob(String name, int pods) {
    return job(name, pods, "{}", "suspend: false");
  }

  /** The same, and it fails at once when one of its pods is evicted. */
  static String sensitiveJob(String name, int pods) {
    String policy =
        "podFailurePolicy:"
            + " {rules: [{action: FailJob, onPodConditions: [{type: DisruptionTarget}]},"
            + " {action: Ignore, onPodConditions: [{type: DisruptionTarget}]}]}";
    return job(name, pods, "{}", policy);
  }

  private static String job(String name, int pods, String annotations, String setting) {
    return """
        apiVersion: batch/v1
        kind: Job
        metadata: {name: %1$s}
        spec:
          parallelism: %2$d
          completions: %2$d
          completionMode: Indexed
          backoffLimit: 1
          %4$s
          template:
            metadata:
              labels: {app: %1$s, fungible.dev/class: training}
              annotations: %3$s
            spec:
              restartPolicy: Never
              nodeSelector: {fungible.dev/test-space: $SPACE}
              tolerations: [{key: fungible.dev/class, value: training}]
              containers:
              - {name: work, image: work, resources: {limits: {nvidia.com/gpu: 8}}}
        """
        .formatted(name, pods, annotations, setting);
  }

  /** A budget for pods labelled {@code app=NAME}. */
  static String budget(String name, int minAvailable) {
    return """
        ---
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: %1$s}
        spec:
          minAvailable: %2$d
          selector: {matchLabels: {app: %1$s}}
        """
        .formatted(name, minAvailable);
  }
}
