package dev.fungible.e2e.run;

import static dev.fungible.e2e.TestSpace.eventually;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fungible.e2e.AuditEvent;
import dev.fungible.e2e.TestSpace;
import dev.fungible.operator.kube.KubeApi;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.util.credentials.AccessTokenAuthentication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Roles and policies as they are shipped, with a test's space in the place of the operator's
 * namespace.
 */
final class Permissions implements AutoCloseable {

  private static final Path DEPLOY = Path.of("..", "..", "deploy");
  private static final String SHIPPED_NAMESPACE = "fungible-system";

  /** The last one has what is in force last. */
  private static final List<String> FILES =
      List.of(
          "base/service-account.yaml",
          "base/rbac.yaml",
          "base/rbac-people.yaml",
          "admission/evicted-pods.yaml",
          "base/admission-writes.yaml");

  private static final List<String> PAIRS =
      List.of("fungible-scheduler", "fungible-scheduler-viewer", "fungible-scheduler-cleanup");
  private static final String POLICIES =
      "validatingadmissionpolicies,validatingadmissionpolicybindings";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestSpace space;

  Permissions(TestSpace space) {
    this.space = space;
    try {
      FILES.forEach(
          file -> space.kubectl().apply(shipped(file).replace(SHIPPED_NAMESPACE, space.name())));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private static String shipped(String file) {
    try {
      return Files.readString(DEPLOY.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name by which the API server knows the operator's service account. */
  String operator() {
    return "system:serviceaccount:" + space.name() + ":fungible-scheduler";
  }

  /** A token of the operator's service account, from when its roles and policies are in force. */
  String token() {
    awaitAllowed(operator(), "create", "events", "default");
    awaitAllowed(operator(), "update", "leases/fungible-scheduler", space.name());
    awaitAllowed(operator(), "patch", "nodes", "default");
    eventually(
        () ->
            assertThatThrownBy(
                    () ->
                        space.run(
                            "create", "cm", "tried", "--dry-run=server", "--as=" + operator()))
                .hasMessageContaining("fungible-scheduler-own-objects"));
    return space.run("create", "token", "fungible-scheduler");
  }

  /** Requests by the operator's service account. */
  KubeApi asOperator() {
    ApiClient client = space.plane().client("stranger");
    new AccessTokenAuthentication(token()).provide(client);
    return KubeApi.of(client, Replica.LEASE.writeTimeout());
  }

  /** A kubeconfig of the operator's service account, for a process. */
  Path kubeconfig() {
    try {
      String stranger = Files.readString(space.plane().kubeconfig("stranger"));
      Path file = space.plane().root().resolve(space.name() + "-operator.yaml");
      return Files.writeString(file, stranger.replaceFirst("token: .*", "token: " + token()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Requests by that user, to whom the roles of that name are bound. */
  KubeApi asPerson(String user, String roles) {
    if (PAIRS.contains(roles)) {
      space
          .kubectl()
          .run("create", "clusterrolebinding", roles, "--clusterrole=" + roles, "--user=" + user);
      awaitAllowed(user, "list", "nodes", "default");
    }
    space.run("create", "rolebinding", roles, "--role=" + roles, "--user=" + user);
    Grant last = granted("role/" + roles).getLast();
    String what = last.resource() + (last.name().isEmpty() ? "" : "/" + last.name());
    awaitAllowed(user, last.verb(), what, space.name());
    return KubeApi.of(space.plane().client(user), Replica.LEASE.writeTimeout());
  }

  private void awaitAllowed(String user, String verb, String what, String namespace) {
    eventually(
        () ->
            space
                .kubectl()
                .run("auth", "can-i", verb, what, "-n", namespace, "--as=" + user, "-q"));
  }

  /** What a user of these roles was refused since then, and what is allowed to no purpose. */
  List<String> misfits(String roles, String user, long position) {
    List<AuditEvent> requests = requests(user, position);
    List<Grant> granted = new ArrayList<>(granted("role/" + roles));
    if (PAIRS.contains(roles)) {
      granted.addAll(granted("clusterrole/" + roles));
    }
    List<String> misfits = new ArrayList<>(refused(user, position));
    granted.stream()
        .filter(grant -> requests.stream().noneMatch(grant::isUsedBy))
        .forEach(grant -> misfits.add("of no use: " + grant));
    return misfits;
  }

  /** What that user was refused since then, by a role or by a policy. */
  List<String> refused(String user, long position) {
    return requests(user, position).stream()
        .filter(request -> request.code() == 403)
        .map(request -> "refused: " + request)
        .toList();
  }

  private List<AuditEvent> requests(String user, long position) {
    return space.plane().audit().since(position).stream()
        .filter(request -> request.user().equals(user))
        .toList();
  }

  /** All that a role of the cluster or of the space allows. */
  private List<Grant> granted(String role) {
    String json = space.kubectl().run("get", role, "-n", space.name(), "-o", "json");
    try {
      return Grant.of(JSON.readTree(json));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    space.kubectl().run("delete", POLICIES, "-l", "app.kubernetes.io/name=fungible-scheduler");
    for (String name : PAIRS) {
      for (String kind : List.of("clusterrole/", "clusterrolebinding/")) {
        space.kubectl().run("delete", kind + name, "--ignore-not-found");
      }
    }
  }
}
