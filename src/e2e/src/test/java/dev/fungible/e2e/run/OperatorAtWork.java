package dev.fungible.e2e.run;

import static dev.fungible.e2e.TestSpace.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.e2e.TestSpace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The operator as its service account, with its namespace in a test's space: in this process, or
 * that of the {@code fungible} command whose path the environment names in {@code
 * FUNGIBLE_COMMAND}.
 */
final class OperatorAtWork implements AutoCloseable {

  private static final long PATIENCE = 30;

  private final BooleanSupplier leads;
  private final Runnable end;

  private OperatorAtWork(BooleanSupplier leads, Runnable end) {
    this.leads = leads;
    this.end = end;
  }

  static OperatorAtWork start(TestSpace space, Permissions permissions) {
    @Nullable String command = System.getenv("FUNGIBLE_COMMAND");
    if (command != null) {
      return start(command, space, permissions);
    }
    Replica replica = Replica.start(space, "operator", permissions.asOperator());
    return new OperatorAtWork(replica.operator()::leads, replica::close);
  }

  private static OperatorAtWork start(String command, TestSpace space, Permissions permissions) {
    List<String> line =
        List.of(
            command,
            "operator",
            "--kubeconfig=" + permissions.kubeconfig(),
            "--namespace=" + space.name(),
            "--identity=operator",
            "--lease-duration=" + Replica.LEASE.leaseDuration(),
            "--renew-deadline=" + Replica.LEASE.renewDeadline(),
            "--retry-period=" + Replica.LEASE.retryPeriod(),
            "--http-address=127.0.0.1",
            "--http-port=0");
    Path log = space.plane().root().resolve("logs").resolve(space.name() + "-operator.log");
    try {
      Process process =
          new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile()).start();
      return new OperatorAtWork(
          () -> process.isAlive() && holder(space).equals("operator"), () -> end(process, space));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String holder(TestSpace space) {
    return space.value("lease/fungible-scheduler", "{.spec.holderIdentity}");
  }

  /** Told to stop, it gives its lease back. */
  private static void end(Process process, TestSpace space) {
    process.destroy();
    try {
      assertThat(process.waitFor(PATIENCE, TimeUnit.SECONDS)).as("it ends").isTrue();
      eventually(() -> assertThat(holder(space)).isEmpty());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
  }

  boolean leads() {
    return leads.getAsBoolean();
  }

  @Override
  public void close() {
    end.run();
  }
}
