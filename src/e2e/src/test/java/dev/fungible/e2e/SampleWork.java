package dev.fungible.e2e;

/** Small pieces of work for tests. */
final class SampleWork {

  private SampleWork() {}

  /** A Deployment of pods with one GPU each, labelled {@code app=NAME}. */
  static String deployment(String name, int replicas) {
    return """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: %1$s}
        spec:
          replicas: %2$d
          selector: {matchLabels: {app: %1$s}}
          template:
            metadata: {labels: {app: %1$s}}
            spec:
              nodeSelector: {fungible.dev/test-space: $SPACE}
              containers:
              - {name: work, image: work, resources: {limits: {nvidia.com/gpu: 1}}}
        """
        .formatted(name, replicas);
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

  /** An indexed Job that survives evictions; each pod holds 8 GPUs and is labelled {@code app}. */
  static String job(String name, int pods, String annotations) {
    return """
        apiVersion: batch/v1
        kind: Job
        metadata: {name: %1$s}
        spec:
          parallelism: %2$d
          completions: %2$d
          completionMode: Indexed
          backoffLimit: 0
          podFailurePolicy:
            rules:
            - action: Ignore
              onPodConditions: [{type: DisruptionTarget}]
          template:
            metadata:
              labels: {app: %1$s}
              annotations: %3$s
            spec:
              restartPolicy: Never
              nodeSelector: {fungible.dev/test-space: $SPACE}
              containers:
              - {name: work, image: work, resources: {limits: {nvidia.com/gpu: 8}}}
        """
        .formatted(name, pods, annotations);
  }
}
