package dev.fungible.e2e.run;

import static dev.fungible.e2e.TestSpace.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fungible.e2e.ControlPlaneExtension;
import dev.fungible.e2e.PrometheusExtension;
import dev.fungible.e2e.SimulatedNodes;
import dev.fungible.e2e.TestSpace;
import dev.fungible.e2e.dashboards.Silent;
import dev.fungible.e2e.process.OperatorProcess;
import dev.fungible.operator.view.Keys;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({ControlPlaneExtension.class, PrometheusExtension.class})
class MorningRampTest {

  private static final String SAVES = "fungible.dev/checkpoints-on-request";

  /** 64 nodes in all. */
  private static final List<Workload> JOBS =
      List.of(
          Workload.training("wide", 16, "25s").with(SAVES, "true"),
          Workload.training("long", 16, "40s"),
          Workload.training("eight", 8, "30s").with(SAVES, "true"),
          Workload.training("elastic", 8, "30s").with("fungible.dev/min-nodes", "4"),
          Workload.training("four", 4, "20s"),
          Workload.training("vier", 4, "35s").with(SAVES, "true"),
          Workload.training("two", 2, "30s"),
          Workload.training("deux", 2, "15s").with(SAVES, "true"),
          Workload.training("one", 1, "30s"),
          Workload.training("un", 1, "30s").with(SAVES, "true"),
          Workload.training("uno", 1, "20s"),
          Workload.training("ein", 1, "45s"));

  private static final Workload NIGHT = Workload.training("night", 58, "5s");

  @Test
  void nodesServeByDayAndTrainByNightAndNothingIsLost(TestSpace space) throws Exception {
    List<String> nodes =
        space.addNodes(SimulatedNodes.named(space.name() + "-n", 64).assignedTo("training"));
    Workload inference = Workload.serving("chat", "inference", 0);
    Workload ranking = Workload.serving("feed", "ranking", 0);
    space.apply(inference.deployment() + inference.budget(4));
    space.apply(ranking.deployment() + ranking.budget(2));
    Replica.configure(space, Document.ENFORCING);

    long start = space.plane().audit().position();
    try (Permissions permissions = new Permissions(space);
        Witness witness = new Witness(space);
        OperatorProcess operator = OperatorProcess.start(space, permissions.kubeconfig())) {
      eventually(() -> assertThat(operator.leads()).isTrue());
      JOBS.forEach(job -> space.apply(job.job()));
      eventually(() -> assertThat(running(space, "training")).hasSize(64));
      try (Scraped scraped = Scraped.by(space, operator.address())) {
        dayAndNightPass(space, operator, scraped);
        itTellsWhatHappened(space, operator, scraped);
      }

      assertThat(operator.leads()).isTrue();
      assertThat(permissions.refused(permissions.operator(), start)).isEmpty();
      assertThat(nodes.stream().map(witness::classesOf).toList())
          .as("every node was seen, and some went and came back")
          .noneMatch(List::isEmpty)
          .contains(List.of("training", "inference", "training"))
          .contains(List.of("training", "ranking", "training"));
      assertThat(evictedJobs(space)).as("gangs were stopped for it").isNotEmpty();
      assertThat(space.value("job/elastic", "{.metadata.annotations}"))
          .as("and one was shrunk")
          .contains(Keys.ORIGINAL_PARALLELISM);
      assertThat(witness.strays()).isEmpty();
      assertThat(witness.fewest("chat", 4)).isGreaterThanOrEqualTo(4);
      assertThat(witness.fewest("feed", 2)).isGreaterThanOrEqualTo(2);
    }
  }

  private static void dayAndNightPass(TestSpace space, OperatorProcess operator, Scraped scraped) {
    scale(space, "chat", 12);
    eventually(() -> assertThat(running(space, "inference")).hasSize(12));
    scale(space, "feed", 6);
    eventually(() -> assertThat(running(space, "ranking")).hasSize(6));
    eventually(() -> Shown.by(operator.address()).agreesWith(space));
    // Gangs that were stopped are there again, and wait.
    eventually(() -> assertThat(scraped.number("sum(fungible_ungranted_nodes)")).isGreaterThan(0));

    scale(space, "chat", 4);
    scale(space, "feed", 2);
    for (Workload job : JOBS) {
      eventually(() -> assertThat(succeeded(space, job)).isTrue());
    }
    // Work for the night that needs every node that serving has left.
    space.apply(NIGHT.job());
    eventually(() -> assertThat(succeeded(space, NIGHT)).isTrue());
  }

  private static void itTellsWhatHappened(
      TestSpace space, OperatorProcess operator, Scraped scraped) throws Exception {
    eventually(() -> Shown.by(operator.address()).agreesWith(space));
    Shown shown = Shown.by(operator.address());
    shown.addsUp();
    shown.isClean();
    assertThat(scraped.number("fungible:waste_identity_error:ratio_increase1h"))
        .isCloseTo(0, within(0.01));
    assertThat(scraped.number("sum(fungible_gpus)")).isEqualTo(64 * 8);
    assertThat(scraped.silent()).isEqualTo(Silent.on("morning-ramp"));
    assertThat(scraped.brokenRules()).isEmpty();
  }

  /** Jobs that lost pods to evictions; each was counted as a failure that is ignored. */
  private static List<String> evictedJobs(TestSpace space) {
    return space.plane().audit().since(0).stream()
        .filter(event -> event.resource().equals("pods/eviction") && event.succeeded())
        .filter(event -> event.namespace().equals(space.name()))
        .map(event -> event.name().substring(0, event.name().indexOf('-')))
        .filter(job -> !job.equals("elastic"))
        .distinct()
        .toList();
  }

  private static void scale(TestSpace space, String deployment, int replicas) {
    space.run("scale", "deployment/" + deployment, "--replicas=" + replicas);
  }

  private static List<String> running(TestSpace space, String workloadClass) {
    return space.pods("fungible.dev/class=" + workloadClass, "status.phase=Running");
  }

  private static boolean succeeded(TestSpace space, Workload job) {
    return space
        .value("job/" + job.name(), "{.status.conditions[?(@.type=='Complete')].status}")
        .equals("True");
  }
}
