package dev.fungible.benchmarks.cluster;

/** Jobs that train for ever, a whole node a pod. */
final class TrainingJob {

  private TrainingJob() {}

  /** An indexed Job that counts no eviction as a failure. */
  static String manifest(String name, int nodes, boolean savesOnRequest) {
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
            metadata:
              labels: {fungible.dev/class: training}
              annotations: {fungible.dev/checkpoints-on-request: "%s"}
            spec:
              restartPolicy: Never
              nodeSelector: {fungible.dev/class: training}
              tolerations:
              - {key: fungible.dev/class, value: training, effect: NoSchedule}
              containers:
              - {name: work, image: work, resources: {limits: {nvidia.com/gpu: 8}}}
        """
        .formatted(name, nodes, savesOnRequest);
  }
}
