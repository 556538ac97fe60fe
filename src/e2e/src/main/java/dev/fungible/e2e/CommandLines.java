package dev.fungible.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How each program is started.
 *
 * @param binaries where the programs are
 * @param folder their files
 * @param settings what the caller wants besides
 * @param ports where they listen
 */
record CommandLines(Binaries binaries, PlaneFolder folder, PlaneSettings settings, Ports ports) {

  /**
   * Ports on the loopback address.
   *
   * @param etcd for clients of etcd
   * @param etcdPeer for other members of etcd, of which there are none
   * @param apiServer for all others
   */
  record Ports(int etcd, int etcdPeer, int apiServer) {
    static Ports free() {
      return new Ports(FreePorts.next(), FreePorts.next(), FreePorts.next());
    }
  }

  private static final List<String> CONTROLLERS =
      List.of(
          "daemonset-controller",
          "deployment-controller",
          "disruption-controller",
          "garbage-collector-controller",
          "job-controller",
          "namespace-controller",
          "node-lifecycle-controller",
          "pod-garbage-collector-controller",
          "replicaset-controller",
          "serviceaccount-controller",
          "statefulset-controller",
          "taint-eviction-controller",
          "ttl-after-finished-controller");

  Component etcd() {
    return component(
        "etcd",
        "--name=plane",
        "--data-dir=" + folder.etcdData(),
        // A power cut may cost a test cluster its data; waiting for the disk costs every test.
        "--unsafe-no-fsync",
        "--quota-backend-bytes=" + (8L << 30),
        "--listen-client-urls=" + local(ports.etcd()),
        "--advertise-client-urls=" + local(ports.etcd()),
        "--listen-peer-urls=" + local(ports.etcdPeer()),
        "--initial-advertise-peer-urls=" + local(ports.etcdPeer()),
        "--initial-cluster=plane=" + local(ports.etcdPeer()),
        "--log-level=warn");
  }

  Component apiServer() {
    return component(
        "kube-apiserver",
        "--etcd-servers=" + local(ports.etcd()),
        "--bind-address=127.0.0.1",
        "--advertise-address=127.0.0.1",
        "--secure-port=" + ports.apiServer(),
        "--cert-dir=" + folder.certificates(),
        "--service-account-issuer=https://kubernetes.default.svc",
        "--service-account-key-file=" + folder.serviceAccountKey(),
        "--service-account-signing-key-file=" + folder.serviceAccountKey(),
        "--service-cluster-ip-range=10.96.0.0/16",
        "--authorization-mode=RBAC",
        "--token-auth-file=" + folder.tokens(),
        "--audit-policy-file=" + folder.auditPolicy(),
        "--audit-log-path=" + folder.auditLog(),
        // One file, so that nobody has to look for the older ones.
        "--audit-log-maxsize=0",
        // Endpoints refuse a loopback address.
        "--endpoint-reconciler-type=none",
        "--enable-priority-and-fairness=false",
        "--max-requests-inflight=2000",
        "--max-mutating-requests-inflight=1000",
        "--profiling=false");
  }

  /** The programs that live by the API server. */
  List<Component> clients() {
    return Stream.of(controllerManager(), scheduler(), kubelets())
        .filter(client -> !settings.absent().contains(client.name()))
        .toList();
  }

  private Component controllerManager() {
    return component(
        "kube-controller-manager",
        "--kubeconfig=" + folder.kubeconfig("kube-controller-manager"),
        "--leader-elect=false",
        "--secure-port=0",
        "--controllers=" + String.join(",", CONTROLLERS),
        "--service-account-private-key-file=" + folder.serviceAccountKey(),
        "--node-monitor-grace-period=" + settings.nodeLease().multipliedBy(2).toSeconds() + "s",
        "--concurrent-job-syncs=20",
        "--kube-api-qps=500",
        "--kube-api-burst=1000",
        "--profiling=false");
  }

  private Component scheduler() {
    return component(
        "kube-scheduler",
        "--kubeconfig=" + folder.kubeconfig("kube-scheduler"),
        "--leader-elect=false",
        "--secure-port=0",
        "--kube-api-qps=500",
        "--kube-api-burst=1000",
        "--profiling=false");
  }

  private Component kubelets() {
    return component(
        "kwok",
        "--kubeconfig=" + folder.kubeconfig("kwok"),
        "--config=" + folder.kubelets(),
        "--node-ip=127.0.0.1",
        "--node-lease-duration-seconds=" + settings.nodeLease().toSeconds(),
        "--v=WARN");
  }

  private Component component(String program, String... flags) {
    List<String> command = new ArrayList<>();
    command.add(binaries.program(program).toString());
    command.addAll(List.of(flags));
    command.addAll(settings.flagsFor(program));
    return new Component(
        program, command, Map.of("GOGC", "60"), folder.logs().resolve(program + ".log"));
  }

  private static String local(int port) {
    return "http://127.0.0.1:" + port;
  }
}
