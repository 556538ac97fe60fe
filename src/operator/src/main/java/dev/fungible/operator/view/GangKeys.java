package dev.fungible.operator.view;

import java.util.Set;

/** Labels and annotations of other projects that tell which pods live and die together. */
public final class GangKeys {

  /** Label: the LeaderWorkerSet of the pod. */
  public static final String LEADER_WORKER_SET = "leaderworkerset.sigs.k8s.io/name";

  /** Label: the group of the LeaderWorkerSet; each of them restarts as one. */
  public static final String LEADER_WORKER_GROUP = "leaderworkerset.sigs.k8s.io/group-index";

  /** Label: the JobSet of the pod, also where Kubeflow Trainer made it. */
  public static final String JOB_SET = "jobset.sigs.k8s.io/jobset-name";

  /** Label: the Kubeflow training job of the pod, MPIJobs included. */
  public static final String TRAINING_JOB = "training.kubeflow.org/job-name";

  /** Label: the RayCluster of the pod. */
  public static final String RAY_CLUSTER = "ray.io/cluster";

  /** Label: the Volcano Job of the pod. */
  public static final String VOLCANO_JOB = "volcano.sh/job-name";

  /** Annotation: the pod group of Volcano. */
  public static final String VOLCANO_GROUP = "scheduling.k8s.io/group-name";

  /** Annotation: the same, under the name of Volcano's own domain. */
  public static final String VOLCANO_OWN_GROUP = "scheduling.volcano.sh/group-name";

  /** Label: the pod group of the coscheduling plugin. */
  public static final String POD_GROUP = "scheduling.x-k8s.io/pod-group";

  /** Label: plain pods that Kueue admits as one. */
  public static final String KUEUE_GROUP = "kueue.x-k8s.io/pod-group-name";

  private static final Set<String> LABELS =
      Set.of(
          LEADER_WORKER_SET,
          LEADER_WORKER_GROUP,
          JOB_SET,
          TRAINING_JOB,
          RAY_CLUSTER,
          VOLCANO_JOB,
          POD_GROUP,
          KUEUE_GROUP);

  private static final Set<String> ANNOTATIONS = Set.of(VOLCANO_GROUP, VOLCANO_OWN_GROUP);

  private GangKeys() {}

  /** Whether decisions read the pod label of that key. */
  static boolean isReadLabel(String key) {
    return key.startsWith(Keys.PREFIX) || LABELS.contains(key);
  }

  /** Whether decisions read the pod annotation of that key. */
  static boolean isReadAnnotation(String key) {
    return key.startsWith(Keys.PREFIX) || ANNOTATIONS.contains(key);
  }
}
