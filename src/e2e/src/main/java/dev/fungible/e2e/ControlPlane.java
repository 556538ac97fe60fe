package dev.fungible.e2e;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.KubeConfig;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;

/**
 * A Kubernetes control plane on loopback ports: etcd, API server, controller manager and scheduler
 * as they are released, with KWOK in the place of the kubelets. Stopped by {@link #close}, and at
 * the latest when this JVM ends.
 */
public final class ControlPlane implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final String READY = "status 200";

  private final Binaries binaries;
  private final PlaneFolder folder;
  private final URI server;
  private final Etcd etcdClient;
  private final Component etcd;
  private final Component apiServer;
  private final List<Component> clients;
  private final Thread atExit = new Thread(this::stopAll, "stop-control-plane");

  private ControlPlane(Binaries binaries, Path root, PlaneSettings settings) {
    var ports = CommandLines.Ports.free();
    this.binaries = binaries;
    this.server = URI.create("https://127.0.0.1:" + ports.apiServer());
    this.folder = PlaneFolder.prepare(root, settings, server.toString());
    this.etcdClient = new Etcd(URI.create("http://127.0.0.1:" + ports.etcd()));
    var lines = new CommandLines(binaries, folder, settings, ports);
    this.etcd = lines.etcd();
    this.apiServer = lines.apiServer();
    this.clients = lines.clients();
  }

  /**
   * Starts all of it and returns when the API server is ready, after some seconds.
   *
   * @param root an empty or new folder for its files; logs stay there when it is closed
   * @throws PlaneFailed if a program ends at its start, with the end of its log
   */
  public static ControlPlane start(Binaries binaries, Path root, PlaneSettings settings) {
    ControlPlane plane = new ControlPlane(binaries, root.toAbsolutePath(), settings);
    Runtime.getRuntime().addShutdownHook(plane.atExit);
    try {
      plane.etcd.start();
      plane.startApiServer();
      plane.clients.forEach(Component::start);
      return plane;
    } catch (RuntimeException e) {
      plane.close();
      throw e;
    }
  }

  /** Where the API server listens. */
  public URI server() {
    return server;
  }

  /** Where the plane's files and logs are. */
  public Path root() {
    return folder.root();
  }

  /** The kubeconfig of a user that the settings name. */
  public Path kubeconfig(String user) {
    Path file = folder.kubeconfig(user);
    if (!Files.exists(file)) {
      throw new IllegalArgumentException(
          "no user " + user + ": expected one that PlaneSettings names");
    }
    return file;
  }

  /** A new client that acts as a user that the settings name. It sets no limit to reading. */
  public ApiClient client(String user) {
    try (Reader reader = Files.newBufferedReader(kubeconfig(user))) {
      ApiClient client = ClientBuilder.kubeconfig(KubeConfig.loadKubeConfig(reader)).build();
      return client.setReadTimeout(0);
    } catch (IOException e) {
      throw new PlaneFailed("cannot make a client for " + user, e);
    }
  }

  /** Runs kubectl as a user that the settings name. */
  public Kubectl kubectl(String user) {
    return new Kubectl(binaries.program("kubectl"), kubeconfig(user));
  }

  /** Who asked the API server for what. */
  public AuditLog audit() {
    return new AuditLog(folder.auditLog());
  }

  /** Stops the API server alone; its data stays, and nobody can reach it until it is started. */
  public void stopApiServer() {
    apiServer.stop(GRACE);
  }

  /** Starts the API server at its old address and returns when it is ready. */
  public void startApiServer() {
    apiServer.start();
    awaitReady();
  }

  /**
   * Makes etcd forget all but the newest state, and returns its revision. A watch from an older one
   * is then answered with 410, once the API server has been restarted or if it has no watch cache.
   */
  public long compact() {
    return etcdClient.compact();
  }

  /** Fails if a program of the plane has ended by itself, with the end of its log. */
  public void requireRunning() {
    etcd.requireRunning();
    apiServer.requireRunning();
    clients.forEach(Component::requireRunning);
  }

  /** Stops all of it. Logs stay; the data goes. */
  @Override
  public void close() {
    stopAll();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // This JVM is ending, and the hook has done or will find nothing to do.
    }
  }

  private void stopAll() {
    clients.forEach(client -> client.stop(Duration.ZERO));
    apiServer.stop(Duration.ZERO);
    etcd.stop(Duration.ZERO);
    folder.deleteData();
  }

  private void awaitReady() {
    long end = System.nanoTime() + START_LIMIT.toNanos();
    String seen;
    do {
      etcd.requireRunning();
      apiServer.requireRunning();
      seen = readiness();
      if (seen.equals(READY)) {
        return;
      }
    } while (System.nanoTime() < end);
    throw new PlaneFailed("the API server was not ready in " + START_LIMIT + ": " + seen);
  }

  private String readiness() {
    try {
      Thread.sleep(POLL);
      return "status " + Http.status(server.resolve("/readyz"), folder.authority());
    } catch (IOException | GeneralSecurityException e) {
      return e.toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlaneFailed("interrupted", e);
    }
  }
}
