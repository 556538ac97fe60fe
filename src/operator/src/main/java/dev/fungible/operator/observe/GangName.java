package dev.fungible.operator.observe;

import dev.fungible.operator.view.GangKeys;
import dev.fungible.operator.view.Keys;
import dev.fungible.operator.view.Owner;
import dev.fungible.operator.view.PodView;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells which gang a pod belongs to: {@code namespace/kind/name}. The first of these that a pod has
 * decides, from what its user said, over what is largest, to the pod alone:
 *
 * <pre>
 * gang             label fungible.dev/gang
 * leaderworkerset  label leaderworkerset.sigs.k8s.io/name, one gang for each group-index
 * jobset           label jobset.sigs.k8s.io/jobset-name
 * trainingjob      label training.kubeflow.org/job-name
 * raycluster       label ray.io/cluster
 * volcanojob       label volcano.sh/job-name
 * podgroup         annotation scheduling.k8s.io/group-name or scheduling.volcano.sh/group-name
 * podgroup         label scheduling.x-k8s.io/pod-group
 * podgroup         label kueue.x-k8s.io/pod-group-name
 * job              its controller is a Job of batch
 * pod              anything else: replicas of Deployments and StatefulSets, plain pods
 * </pre>
 */
public final class GangName {

  /** What any of these objects may be called; other text cannot be one of their names. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([-_.A-Za-z0-9]{0,251})");

  private GangName() {}

  /** The gang of the pod: one name for all its members, unique in the cluster. Pure. */
  public static String of(PodView pod) {
    String told = told(pod);
    if (told != null) {
      return pod.namespace() + "/" + told;
    }
    Owner owner = pod.owner();
    return owner != null && isBatchJob(owner)
        ? ofJob(pod.namespace(), owner.name())
        : pod.namespace() + "/pod/" + pod.name();
  }

  /** The gang of the pods of a batch Job that nothing larger holds together. */
  public static String ofJob(String namespace, String job) {
    return namespace + "/job/" + job;
  }

  private static boolean isBatchJob(Owner owner) {
    return owner.kind().equals("Job") && owner.apiVersion().startsWith("batch/");
  }

  private static @Nullable String told(PodView pod) {
    String name = byLabel(pod, "gang/", Keys.GANG);
    name = name != null ? name : leaderWorkerGroup(pod);
    name = name != null ? name : byLabel(pod, "jobset/", GangKeys.JOB_SET);
    name = name != null ? name : byLabel(pod, "trainingjob/", GangKeys.TRAINING_JOB);
    name = name != null ? name : byLabel(pod, "raycluster/", GangKeys.RAY_CLUSTER);
    name = name != null ? name : byLabel(pod, "volcanojob/", GangKeys.VOLCANO_JOB);
    name = name != null ? name : volcanoGroup(pod);
    name = name != null ? name : byLabel(pod, "podgroup/", GangKeys.POD_GROUP);
    return name != null ? name : byLabel(pod, "podgroup/", GangKeys.KUEUE_GROUP);
  }

  private static @Nullable String byLabel(PodView pod, String kind, String key) {
    String name = pod.labels().getOrDefault(key, "");
    return isName(name) ? kind + name : null;
  }

  private static @Nullable String leaderWorkerGroup(PodView pod) {
    String set = byLabel(pod, "leaderworkerset/", GangKeys.LEADER_WORKER_SET);
    String group = pod.labels().getOrDefault(GangKeys.LEADER_WORKER_GROUP, "");
    return set != null && isName(group) ? set + "/" + group : null;
  }

  private static @Nullable String volcanoGroup(PodView pod) {
    String own = pod.annotations().getOrDefault(GangKeys.VOLCANO_OWN_GROUP, "");
    String group = pod.annotations().getOrDefault(GangKeys.VOLCANO_GROUP, own);
    return isName(group) && !isMadeByVolcano(group, pod) ? "podgroup/" + group : null;
  }

  /** Volcano also groups the replicas of a Deployment, which need not start together. */
  private static boolean isMadeByVolcano(String group, PodView pod) {
    Owner owner = pod.owner();
    return owner != null && group.equals("podgroup-" + owner.uid());
  }

  private static boolean isName(String text) {
    return !text.isEmpty() && NAME.matcher(text).matches();
  }
}
