package dev.fungible.e2e.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fungible.e2e.ControlPlane;
import dev.fungible.e2e.process.FungibleCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a kubelet would run: the arguments of a pod's one container, as the pod's service account.
 */
final class PlayedContainer {

  private static final long PATIENCE = 60;

  private final ControlPlane plane;
  private final Path folder;
  private final JsonNode pod;

  /** A pod's spec; files go into the folder. */
  PlayedContainer(ControlPlane plane, Path folder, JsonNode pod) {
    this.plane = plane;
    this.folder = folder;
    this.pod = pod;
  }

  /** Runs it to its end. */
  FungibleCommand run() throws IOException {
    return FungibleCommand.run(arguments());
  }

  /** Starts it; it listens at a free port of the loopback address. */
  Process start() throws IOException {
    List<String> arguments = arguments();
    arguments.replaceAll(argument -> argument.replaceFirst("^--http-port=.*", "--http-port=0"));
    arguments.add("--http-address=127.0.0.1");
    return new ProcessBuilder(FungibleCommand.line(arguments))
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("operator.log").toFile())
        .start();
  }

  /** Ends it as a kubelet would. */
  static void stop(Process process) throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(PATIENCE, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(143);
  }

  private List<String> arguments() throws IOException {
    List<String> arguments = new ArrayList<>();
    for (JsonNode argument : pod.at("/containers/0/args")) {
      arguments.add(argument.asText().replace("$(NAMESPACE)", Chart.NAMESPACE));
    }
    arguments.add("--kubeconfig=" + kubeconfig());
    return arguments;
  }

  private Path kubeconfig() throws IOException {
    String account = pod.path("serviceAccountName").asText();
    String token =
        plane
            .kubectl("admin")
            .run("create", "token", account, "-n", Chart.NAMESPACE, "--duration=1h")
            .strip();
    String admin = Files.readString(plane.kubeconfig("admin"));
    return Files.writeString(
        folder.resolve(account + ".kubeconfig"),
        admin.replaceFirst("token: .*", "token: " + token));
  }
}
