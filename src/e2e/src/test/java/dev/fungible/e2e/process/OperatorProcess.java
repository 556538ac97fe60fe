package dev.fungible.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fungible.e2e.ImageTree;
import dev.fungible.e2e.TestSpace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** {@code fungible operator} as a process of its own, with its namespace in a test's space. */
public final class OperatorProcess implements AutoCloseable {

  /** Short enough to wait for, long enough for a busy machine. */
  static final Duration LEASE = Duration.ofSeconds(8);

  /** What a JVM exits with that was told to end by SIGTERM, and has put things in order. */
  static final int TERMINATED = 143;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LISTENING = "Listening on /127.0.0.1:";
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final long PATIENCE = 60;

  private final Process process;
  private final Path log;

  private OperatorProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts one that acts as that user of the plane. Its log stays beside those of the plane. */
  static OperatorProcess start(TestSpace space, String user, String... more) {
    List<String> arguments = arguments(space, more);
    arguments.addAll(List.of("--kubeconfig", space.plane().kubeconfig(user).toString()));
    return start(space, user, FungibleCommand.line(arguments));
  }

  /** The same, from the file tree of the image. */
  static OperatorProcess fromImage(ImageTree tree, TestSpace space, String user, String... more) {
    Path kubeconfig = space.plane().kubeconfig(user);
    return start(space, user, tree.line(space.plane(), kubeconfig, arguments(space, more)));
  }

  /** Starts one that acts as who the file says: from the image where there is one. */
  public static OperatorProcess start(TestSpace space, Path kubeconfig) {
    List<String> arguments = arguments(space, "--identity=operator");
    Optional<ImageTree> tree = ImageTree.built();
    if (tree.isPresent()) {
      List<String> line = tree.get().line(space.plane(), kubeconfig, arguments);
      return start(space, "operator", line);
    }
    arguments.add("--kubeconfig=" + kubeconfig);
    return start(space, "operator", FungibleCommand.line(arguments));
  }

  private static List<String> arguments(TestSpace space, String... more) {
    List<String> arguments = new ArrayList<>(List.of("operator"));
    arguments.addAll(List.of("--namespace", space.name()));
    arguments.addAll(List.of("--http-address", "127.0.0.1", "--http-port", "0"));
    arguments.addAll(List.of("--lease-duration", LEASE.toSeconds() + "s"));
    arguments.addAll(List.of("--renew-deadline", "4s", "--retry-period", "PT0.5S"));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private static OperatorProcess start(TestSpace space, String user, List<String> line) {
    Path log = space.plane().root().resolve("logs").resolve(name(space, user));
    try {
      Process process =
          new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile()).start();
      return new OperatorProcess(process, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(TestSpace space, String user) {
    return "%s-%s-%d.log".formatted(space.name(), user, NUMBER.incrementAndGet());
  }

  /** What the system knows of it, a line each. */
  List<String> status() throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"));
  }

  /** Sends it a signal, like {@code STOP}. */
  void signal(String name) {
    try {
      String pid = Long.toString(process.pid());
      assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What it exits with, once it does. */
  int awaitExit() {
    try {
      assertThat(process.waitFor(PATIENCE, TimeUnit.SECONDS)).as("it ends").isTrue();
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Answers GET there. */
  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(address().resolve(path)).timeout(Duration.ofSeconds(10)).build();
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  /** Where it tells of itself. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /** Whether it is there and leads. */
  public boolean leads() throws IOException, InterruptedException {
    return isAlive() && metric("fungible_leader") == 1;
  }

  /** The value of a metric, labels included in its name; 0 where it is not shown. */
  double metric(String name) throws IOException, InterruptedException {
    return get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .sum();
  }

  /** All that it has printed, a line each, as JSON. */
  List<JsonNode> log() {
    return lines().stream().map(OperatorProcess::parsed).toList();
  }

  /** What the lines of its log say. */
  List<String> messages() {
    return log().stream().map(line -> line.path("message").asText()).toList();
  }

  private int port() {
    String message =
        messages().stream().filter(line -> line.startsWith(LISTENING)).findFirst().orElseThrow();
    return Integer.parseInt(message.substring(LISTENING.length()));
  }

  /** The last line may still be under way. */
  private List<String> lines() {
    try {
      String text = Files.readString(log);
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode parsed(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException("not JSON: " + line, e);
    }
  }

  /** Kills it if it is still there. */
  @Override
  public void close() {
    process.destroyForcibly();
    awaitExit();
  }
}
