package dev.fungible.e2e.run;

import static dev.fungible.e2e.TestSpace.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fungible.e2e.SimulatedNodes;
import dev.fungible.e2e.TestSpace;
import dev.fungible.operator.view.Keys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** One shift, whose operator ends at one point and is followed by another. */
final class CrashCase {

  /** What is moved away from. */
  enum Donor {
    /** A gang over two nodes that saves its work when asked, and is evicted whole. */
    GANG("DONE"),
    /** A gang that gives up one of its two nodes and goes on. */
    ELASTIC("DONE"),
    /** A gang that a budget holds where it is. */
    GUARDED("ROLLED_BACK");

    private final String ends;

    Donor(String ends) {
      this.ends = ends;
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Document QUICK =
      Document.ENFORCING.shifting("{checkpointWait: 2s, drainDeadline: 4s, warmLimit: 3s}");
  private static final String LEASE =
      """
      apiVersion: coordination.k8s.io/v1
      kind: Lease
      metadata: {name: fungible-scheduler}
      spec: {leaseDurationSeconds: 1}
      """;

  private final TestSpace space;
  private final Donor donor;
  private final CrashPoint point;
  private final Workload job;
  private final Witness witness;

  /** A case in a space of its own. */
  CrashCase(TestSpace space, Donor donor, CrashPoint point) {
    this.space = space;
    this.donor = donor;
    this.point = point;
    job = job(donor);
    witness = new Witness(space);
  }

  private static Workload job(Donor donor) {
    Workload job = Workload.training("work", 2, "25s");
    return switch (donor) {
      case GANG -> job.with(Keys.CHECKPOINTS_ON_REQUEST, "true");
      case ELASTIC -> job.with(Keys.MIN_NODES, "1");
      case GUARDED -> job.with(Keys.CHECKPOINTS_ON_REQUEST, "true");
    };
  }

  /** The shift from its demand to its end, under two operators where the first one ends early. */
  void run() {
    space.addNodes(SimulatedNodes.named(space.name() + "-n", 2).assignedTo("training"));
    String budget = donor == Donor.GUARDED ? job.budget(2) : "";
    space.apply(job.job() + budget + "---\n" + LEASE);
    eventually(() -> assertThat(space.pods("app=work", "status.phase=Running")).hasSize(2));
    if (donor == Donor.GUARDED) {
      eventually(
          () ->
              assertThat(space.value("poddisruptionbudget/work", "{.status.currentHealthy}"))
                  .isEqualTo("2"));
    }
    Replica.configure(space, QUICK);
    space.apply(Workload.serving("chat", "inference", 1).deployment());
    try (Replica first = Replica.start(space, "operator", point)) {
      eventually(() -> assertThat(point.isReached() || hasEnded()).isTrue());
      if (!point.isReached()) {
        calm();
      }
    }
    if (point.isReached()) {
      free();
      try (Replica second = Replica.start(space, "operator")) {
        eventually(() -> assertThat(hasEnded()).isTrue());
        calm();
      }
    }
  }

  /** What must be so whenever an operator ended. */
  void check() {
    assertThat(leftovers()).isEmpty();
    eventually(() -> assertThat(space.value("job/work", "{.status.succeeded}")).isEqualTo("2"));
    assertThat(space.value("job/work", "{.status.failedIndexes}")).isEmpty();
    assertThat(witness.strays()).isEmpty();
    witness.close();
  }

  /** Nothing starts any more, and what has started ends. */
  private void calm() {
    Replica.configure(space, QUICK.in("Observe"));
    eventually(() -> assertThat(leftovers()).isEmpty());
  }

  /** A lease as it is when its holder has ended long ago. */
  private void free() {
    space.run(
        "patch",
        "lease",
        "fungible-scheduler",
        "--type=merge",
        "-p",
        "{\"spec\":{\"holderIdentity\":null,\"leaseDurationSeconds\":1}}");
  }

  private boolean hasEnded() {
    for (JsonNode node : nodes()) {
      String history = node.path("metadata").path("annotations").path(Keys.SHIFT_HISTORY).asText();
      if (history.contains("\"" + donor.ends + "\"")) {
        return true;
      }
    }
    return false;
  }

  /** What a shift has put on nodes and pods and should have taken off by its end. */
  private List<String> leftovers() {
    List<String> leftovers = new ArrayList<>();
    for (JsonNode node : nodes()) {
      JsonNode metadata = node.path("metadata");
      String label = metadata.path("labels").path(Keys.CLASS).asText();
      List<String> taints = new ArrayList<>();
      for (JsonNode taint : node.path("spec").path("taints")) {
        if (taint.path("key").asText().equals(Keys.SHIFTING)) {
          leftovers.add(metadata.path("name").asText() + " " + Keys.SHIFTING);
        }
        if (taint.path("key").asText().equals(Keys.CLASS)) {
          taints.add(taint.path("value").asText());
        }
      }
      for (String key : List.of(Keys.SHIFT, Keys.SHRINKING)) {
        if (metadata.path("annotations").has(key)) {
          leftovers.add(metadata.path("name").asText() + " " + key);
        }
      }
      if (!taints.equals(List.of(label))) {
        leftovers.add(metadata.path("name").asText() + " is " + label + ", tainted " + taints);
      }
    }
    if (list("pods", "-n", space.name()).toString().contains(Keys.CHECKPOINT_REQUESTED)) {
      leftovers.add(Keys.CHECKPOINT_REQUESTED);
    }
    return leftovers;
  }

  private JsonNode nodes() {
    return list("nodes", "-l", "fungible.dev/test-space=" + space.name());
  }

  private JsonNode list(String kind, String flag, String value) {
    try {
      return JSON.readTree(space.kubectl().run("get", kind, flag, value, "-o", "json"))
          .path("items");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return donor + " in " + space.name() + " after " + point.writes();
  }
}
