package dev.fungible.e2e.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fungible.e2e.AuditEvent;
import dev.fungible.e2e.ControlPlaneExtension;
import dev.fungible.e2e.TestSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ControlPlaneExtension.class)
class TwoReplicasTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String HOLDER = "{.spec.holderIdentity}";

  private final List<Process> replicas = new ArrayList<>();
  private final TestSpace space;
  private final long begun;

  TwoReplicasTest(TestSpace space) {
    this.space = space;
    begun = space.plane().audit().position();
    space.run("create", "configmap", BusyReplica.TARGET);
  }

  @AfterEach
  void stop() {
    replicas.forEach(Process::destroyForcibly);
  }

  @Test
  void aFrozenLeaderWritesNothingOnceAnotherCanHaveWritten() throws Exception {
    Process first = start("operator-a");
    awaitWriteBy("operator-a");
    start("operator-b");

    signal(first, "STOP");
    awaitWriteBy("operator-b");
    Instant woken = Instant.now();
    signal(first, "CONT");

    assertThat(first.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(first.exitValue()).isEqualTo(BusyReplica.LOST);
    awaitWriteAfter("operator-b", woken.plusSeconds(2));
    assertThat(turns()).containsExactly("operator-a", "operator-b");
  }

  @Test
  void aKilledLeaderIsFollowedWithinTheLease() throws Exception {
    Process first = start("operator-a");
    awaitWriteBy("operator-a");
    start("operator-b");
    // It counts the lease from when it first sees it.
    await().atMost(PATIENCE).until(() -> replicaHasRead("operator-b"));

    Instant killed = Instant.now();
    first.destroyForcibly();
    awaitWriteBy("operator-b");

    Instant followed = writes("operator-b").getFirst().received();
    Duration lease = BusyReplica.SETTINGS.leaseDuration();
    Duration slowness = Duration.ofSeconds(3);
    assertThat(Duration.between(killed, followed))
        .isLessThan(lease.plus(BusyReplica.SETTINGS.retryPeriod()).plus(slowness));
    assertThat(turns()).containsExactly("operator-a", "operator-b");
    assertThat(space.value("lease/fungible-scheduler", HOLDER)).isEqualTo("operator-b");
  }

  private Process start(String user) throws IOException {
    Process replica =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                BusyReplica.class.getName(),
                space.plane().kubeconfig(user).toString(),
                space.name(),
                user)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    replicas.add(replica);
    return replica;
  }

  private static void signal(Process process, String name) throws Exception {
    String pid = Long.toString(process.pid());
    assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
  }

  private void awaitWriteBy(String user) {
    awaitWriteAfter(user, Instant.EPOCH);
  }

  private void awaitWriteAfter(String user, Instant time) {
    await()
        .atMost(PATIENCE)
        .until(() -> writes(user).stream().anyMatch(write -> write.received().isAfter(time)));
  }

  private boolean replicaHasRead(String user) {
    return events()
        .anyMatch(event -> event.user().equals(user) && event.resource().equals("leases"));
  }

  /** Who wrote, in the order in which the API server took the requests. */
  private List<String> turns() {
    List<String> turns = new ArrayList<>();
    for (AuditEvent write : writes("operator")) {
      if (turns.isEmpty() || !turns.getLast().equals(write.user())) {
        turns.add(write.user());
      }
    }
    return turns;
  }

  private List<AuditEvent> writes(String userPrefix) {
    return events()
        .filter(event -> event.resource().equals("configmaps") && event.isWrite())
        .filter(event -> event.user().startsWith(userPrefix) && event.succeeded())
        .sorted(Comparator.comparing(AuditEvent::received))
        .toList();
  }

  private Stream<AuditEvent> events() {
    return space.plane().audit().since(begun).stream()
        .filter(event -> event.namespace().equals(space.name()));
  }
}
