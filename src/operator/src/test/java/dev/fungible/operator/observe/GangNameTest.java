package dev.fungible.operator.observe;

import static dev.fungible.operator.observe.PodBuilder.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.operator.view.GangKeys;
import dev.fungible.operator.view.Keys;
import org.junit.jupiter.api.Test;

class GangNameTest {

  @Test
  void aPlainPodIsItsOwnGang() {
    assertThat(nameOf(pod("a"))).isEqualTo("ml/pod/a");
  }

  @Test
  void eachReplicaOfADeploymentOrAStatefulSetIsAGang() {
    assertThat(nameOf(pod("a-1").owner("apps/v1", "ReplicaSet", "a"))).isEqualTo("ml/pod/a-1");
    assertThat(nameOf(pod("b-0").owner("apps/v1", "StatefulSet", "b"))).isEqualTo("ml/pod/b-0");
  }

  @Test
  void aJobIsAGang() {
    assertThat(nameOf(pod("a-0").job("a"))).isEqualTo("ml/job/a");
  }

  @Test
  void aKindThatIsOnlyCalledJobIsNone() {
    assertThat(nameOf(pod("a-0").owner("example.com/v1", "Job", "a"))).isEqualTo("ml/pod/a-0");
  }

  @Test
  void theJobsOfAJobSetAreOneGang() {
    PodBuilder first = pod("s-w-0-0").job("s-w-0").label(GangKeys.JOB_SET, "s");
    PodBuilder second = pod("s-w-1-0").job("s-w-1").label(GangKeys.JOB_SET, "s");
    assertThat(nameOf(first)).isEqualTo("ml/jobset/s").isEqualTo(nameOf(second));
  }

  @Test
  void theLauncherOfAnMpiJobBelongsToItsWorkers() {
    PodBuilder launcher = pod("m-l").job("m-launcher").label(GangKeys.TRAINING_JOB, "m");
    PodBuilder worker =
        pod("m-w-0").owner("kubeflow.org/v2beta1", "MPIJob", "m").label(GangKeys.TRAINING_JOB, "m");
    assertThat(nameOf(launcher)).isEqualTo("ml/trainingjob/m").isEqualTo(nameOf(worker));
  }

  @Test
  void aRayClusterIsAGangWhateverItsGroups() {
    PodBuilder worker =
        pod("r-w").owner("ray.io/v1", "RayCluster", "r").label(GangKeys.RAY_CLUSTER, "r");
    assertThat(nameOf(worker)).isEqualTo("ml/raycluster/r");
  }

  @Test
  void eachGroupOfALeaderWorkerSetIsAGang() {
    PodBuilder leader =
        pod("l-1").label(GangKeys.LEADER_WORKER_SET, "l").label(GangKeys.LEADER_WORKER_GROUP, "1");
    assertThat(nameOf(leader)).isEqualTo("ml/leaderworkerset/l/1");
    assertThat(nameOf(pod("l-1").label(GangKeys.LEADER_WORKER_SET, "l"))).isEqualTo("ml/pod/l-1");
  }

  @Test
  void aVolcanoJobIsToldByItsLabelAndAGroupByItsAnnotation() {
    PodBuilder group = pod("v").annotation(GangKeys.VOLCANO_GROUP, "g");
    assertThat(nameOf(group)).isEqualTo("ml/podgroup/g");
    assertThat(nameOf(pod("v").annotation(GangKeys.VOLCANO_OWN_GROUP, "g")))
        .isEqualTo("ml/podgroup/g");
    assertThat(nameOf(group.label(GangKeys.VOLCANO_JOB, "v"))).isEqualTo("ml/volcanojob/v");
  }

  @Test
  void theGroupThatVolcanoMakesOfADeploymentIsNone() {
    PodBuilder replica =
        pod("d-1")
            .owner("apps/v1", "ReplicaSet", "d")
            .annotation(GangKeys.VOLCANO_GROUP, "podgroup-uid-of-d");
    assertThat(nameOf(replica)).isEqualTo("ml/pod/d-1");
  }

  @Test
  void podGroupsOfOtherSchedulersCount() {
    assertThat(nameOf(pod("a").label(GangKeys.POD_GROUP, "g"))).isEqualTo("ml/podgroup/g");
    assertThat(nameOf(pod("a").label(GangKeys.KUEUE_GROUP, "g"))).isEqualTo("ml/podgroup/g");
  }

  @Test
  void theLabelOfTheUserWins() {
    PodBuilder pod =
        pod("a")
            .job("j")
            .label(GangKeys.JOB_SET, "s")
            .label(GangKeys.RAY_CLUSTER, "r")
            .label(Keys.GANG, "mine");
    assertThat(nameOf(pod)).isEqualTo("ml/gang/mine");
  }

  @Test
  void whatCannotBeANameTellsNothing() {
    assertThat(nameOf(pod("a").label(Keys.GANG, ""))).isEqualTo("ml/pod/a");
    assertThat(nameOf(pod("a").annotation(GangKeys.VOLCANO_GROUP, "x/../pod/b")))
        .isEqualTo("ml/pod/a");
  }

  private static String nameOf(PodBuilder pod) {
    return GangName.of(pod.build());
  }
}
