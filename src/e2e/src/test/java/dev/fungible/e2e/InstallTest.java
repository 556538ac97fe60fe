package dev.fungible.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class InstallTest {

  private static final int NONE_TO_BE_HAD = 3;
  private static final List<String> PROGRAMS =
      List.of(
          "etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubectl", "kwok");
  private static final String ARCHITECTURE =
      System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";

  @TempDir Path temporary;

  /** What the archive server serves, by path. */
  private final Map<String, byte[]> files = new TreeMap<>();

  private HttpServer server;

  private record Outcome(int status, String output, String errors) {}

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] file = files.get(exchange.getRequestURI().getPath());
          exchange.sendResponseHeaders(file == null ? 404 : 200, file == null ? -1 : file.length);
          if (file != null) {
            exchange.getResponseBody().write(file);
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  @Test
  void takesTheFolderThatIsNamed() throws Exception {
    Path assets = folderWith(PROGRAMS);

    Outcome outcome = install(Map.of("KUBEBUILDER_ASSETS", assets.toString()));

    assertThat(outcome).isEqualTo(new Outcome(0, assets.toRealPath().toString(), ""));
  }

  @Test
  void saysWhatTheNamedFolderLacksAndLooksNoFurther() throws Exception {
    Path assets = folderWith(List.of("etcd", "kube-apiserver", "kubectl", "kwok"));
    serveArchives();

    Outcome outcome = install(Map.of("KUBEBUILDER_ASSETS", assets.toString()));

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.output()).isEmpty();
    assertThat(outcome.errors())
        .contains(assets + ", which lacks: kube-controller-manager kube-scheduler.");
  }

  @Test
  void saysThatTheNamedFolderIsNone() throws Exception {
    Outcome outcome = install(Map.of("KUBEBUILDER_ASSETS", temporary + "/nowhere"));

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.errors()).contains("nowhere, which is no folder");
  }

  @Test
  void anEmptyCacheHasNone() throws Exception {
    assertThat(install(Map.of(), "--from", "cache").status()).isEqualTo(NONE_TO_BE_HAD);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void fetchesArchivesOnceAndThenTakesTheCache() throws Exception {
    serveArchives();

    Outcome first = install(Map.of(), "--from", "cache,archives");
    files.clear();
    Outcome second = install(Map.of(), "--from", "cache,archives");

    assertThat(first.status()).as(first.errors()).isZero();
    assertThat(first.errors()).contains("fetched: ");
    assertThat(second).isEqualTo(new Outcome(0, first.output(), ""));
    for (String program : PROGRAMS) {
      assertThat(Path.of(first.output(), program)).isExecutable().content().contains(program);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void refusesAnyArchiveWithAnotherChecksum() throws Exception {
    serveArchives();
    for (String path : List.copyOf(files.keySet())) {
      if (!path.endsWith(".sha256") && !path.contains("SHA256SUMS") && !path.contains("/tags/")) {
        byte[] honest = files.put(path, (path + " tampered with").getBytes(StandardCharsets.UTF_8));

        Outcome outcome = install(Map.of(), "--from", "cache,archives");

        assertThat(outcome.status()).as(path).isEqualTo(NONE_TO_BE_HAD);
        assertThat(outcome.errors()).contains(path + " is refused: its SHA-256 is ");
        assertThat(cached()).as("what stayed of %s", path).isEmpty();
        files.put(path, honest);
      }
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void keepsNothingWhenOneArchiveIsMissing() throws Exception {
    serveArchives();
    files.keySet().removeIf(path -> path.endsWith("/kubectl"));

    Outcome outcome = install(Map.of(), "--from", "cache,archives");

    assertThat(outcome.status()).isEqualTo(NONE_TO_BE_HAD);
    assertThat(outcome.errors()).contains("cannot fetch ").contains("/kubectl");
    assertThat(cached()).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void buildsWhereNoArchiveCanBeReached() throws Exception {
    Outcome outcome = install(Map.of("GO", fakeGo(0).toString()), "--from", "archives,build");

    assertThat(outcome.status()).as(outcome.errors()).isZero();
    assertThat(outcome.errors()).contains("cannot fetch").contains("built: ");
    assertThat(Path.of(outcome.output(), "etcd")).isExecutable();
  }

  @Test
  void aFailedBuildLeavesNothing() throws Exception {
    Outcome outcome = install(Map.of("GO", fakeGo(1).toString()), "--from", "build");

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.errors()).contains("could not be built");
    assertThat(cached()).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void twoAtOnceWorkOnce() throws Exception {
    Map<String, String> go = Map.of("GO", fakeGo(0).toString());

    var first = CompletableFuture.supplyAsync(() -> unchecked(go));
    var second = CompletableFuture.supplyAsync(() -> unchecked(go));

    assertThat(first.join().output()).isEqualTo(second.join().output()).isNotEmpty();
    assertThat(temporary.resolve("builds")).content().hasLineCount(1);
  }

  @Test
  void refusesOtherArguments() throws Exception {
    Outcome outcome = install(Map.of(), "--fetch");

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.errors()).contains("unknown argument --fetch");
  }

  private Outcome unchecked(Map<String, String> environment) {
    try {
      return install(environment, "--from", "cache,build");
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Outcome install(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 2];
    command[0] = "bash";
    command[1] = "control-plane/install";
    System.arraycopy(arguments, 0, command, 2, arguments.length);
    ProcessBuilder builder = new ProcessBuilder(command);
    String base = "http://127.0.0.1:" + server.getAddress().getPort();
    builder.environment().remove("KUBEBUILDER_ASSETS");
    builder.environment().put("XDG_CACHE_HOME", temporary.resolve("cache").toString());
    builder.environment().put("KUBERNETES_DOWNLOADS", base + "/kubernetes");
    builder.environment().put("ETCD_DOWNLOADS", base + "/etcd");
    builder.environment().put("KWOK_DOWNLOADS", base + "/kwok");
    builder.environment().put("KWOK_RELEASES", base + "/tags");
    builder.environment().putAll(environment);
    Path errors = Files.createTempFile(temporary, "errors", ".txt");
    Process process = builder.redirectError(errors.toFile()).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), output.strip(), Files.readString(errors));
  }

  private List<Path> cached() throws IOException {
    Path cache = temporary.resolve("cache/fungible-scheduler/control-plane");
    try (var entries = Files.list(cache)) {
      return entries.filter(entry -> !entry.endsWith("lock")).toList();
    }
  }

  private Path folderWith(List<String> programs) throws IOException {
    Path folder = Files.createDirectories(temporary.resolve("assets"));
    for (String program : programs) {
      executable(folder.resolve(program), program);
    }
    return folder;
  }

  /** Stands for Go: puts down what a build would, after noting that it was called. */
  private Path fakeGo(int status) throws IOException {
    return executable(
        temporary.resolve("go"),
        """
        #!/usr/bin/env bash
        echo build >> %s/builds
        while [[ $1 != -o ]]; do shift; done
        for name in server kube-apiserver kube-controller-manager kube-scheduler kubectl kwok; do
          echo "$name" > "$2/$name" && chmod +x "$2/$name"
        done
        exit %d
        """
            .formatted(temporary, status));
  }

  private static Path executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  private void serveArchives() throws Exception {
    String kubernetes = version("k8s.io/kubernetes");
    String folder = "/kubernetes/" + kubernetes + "/bin/linux/" + ARCHITECTURE + "/";
    for (String program : PROGRAMS.subList(1, 5)) {
      byte[] content = program.getBytes(StandardCharsets.UTF_8);
      files.put(folder + program, content);
      files.put(folder + program + ".sha256", sha256(content).getBytes(StandardCharsets.UTF_8));
    }
    String etcd = version("go.etcd.io/etcd/server/v3");
    String name = "etcd-" + etcd + "-linux-" + ARCHITECTURE;
    byte[] archive = archive(name);
    files.put("/etcd/" + etcd + "/" + name + ".tar.gz", archive);
    files.put(
        "/etcd/" + etcd + "/SHA256SUMS",
        ("0123  other.tar.gz\n" + sha256(archive) + "  " + name + ".tar.gz\n")
            .getBytes(StandardCharsets.UTF_8));
    String kwok = version("sigs.k8s.io/kwok");
    byte[] content = "kwok".getBytes(StandardCharsets.UTF_8);
    files.put("/kwok/" + kwok + "/kwok-linux-" + ARCHITECTURE, content);
    files.put(
        "/tags/" + kwok,
        """
        {"name": "%1$s", "assets": [
          {"name": "kwokctl-linux-%2$s", "uploader": {"id": 1}, "digest": "sha256:0123"},
          {"name": "kwok-linux-%2$s", "uploader": {"id": 1}, "digest": "sha256:%3$s"}]}
        """
            .formatted(kwok, ARCHITECTURE, sha256(content))
            .getBytes(StandardCharsets.UTF_8));
  }

  private byte[] archive(String name) throws Exception {
    Path folder = Files.createDirectories(temporary.resolve(name));
    executable(folder.resolve("etcd"), "etcd");
    Process tar = new ProcessBuilder("tar", "-czf", "-", "-C", temporary.toString(), name).start();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    tar.getInputStream().transferTo(bytes);
    assertThat(tar.waitFor()).isZero();
    return bytes.toByteArray();
  }

  private static String version(String module) throws IOException {
    return Files.readString(Path.of("control-plane/go.mod"))
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith(module + " v"))
        .map(line -> line.split(" ")[1])
        .findFirst()
        .orElseThrow();
  }

  private static String sha256(byte[] content) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }
}
