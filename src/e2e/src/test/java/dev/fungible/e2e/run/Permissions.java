package dev.fungible.e2e.run;

import static dev.fungible.e2e.TestSpace.eventually;

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
import java.util.List;

/** Roles as they are shipped, with a test's space in the place of the operator's namespace. */
final class Permissions implements AutoCloseable {

  private static final String SHIPPED_NAMESPACE = "namespace: fungible-system";
  private static final List<String> CLUSTER_WIDE =
      List.of(
          "clusterrole/fungible-scheduler",
          "clusterrole/fungible-scheduler-viewer",
          "clusterrole/fungible-scheduler-cleanup",
          "clusterrolebinding/fungible-scheduler",
          "clusterrolebinding/fungible-scheduler-viewer",
          "clusterrolebinding/fungible-scheduler-cleanup");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestSpace space;

  Permissions(TestSpace space) {
    this.space = space;
    for (String file : List.of("service-account.yaml", "rbac.yaml", "rbac-people.yaml")) {
      space.kubectl().apply(shipped(file).replace(SHIPPED_NAMESPACE, "namespace: " + space.name()));
    }
  }

  private static String shipped(String file) {
    try {
      return Files.readString(Path.of("..", "..", "deploy", "base", file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name by which the API server knows the operator's service account. */
  String operator() {
    return "system:serviceaccount:" + space.name() + ":fungible-scheduler";
  }

  /** Requests by the operator's service account. */
  KubeApi asOperator() {
    awaitAllowed(operator(), "create", "events", "default");
    awaitAllowed(operator(), "update", "leases/fungible-scheduler", space.name());
    awaitAllowed(operator(), "patch", "nodes", "default");
    ApiClient client = space.plane().client("stranger");
    new AccessTokenAuthentication(space.run("create", "token", "fungible-scheduler"))
        .provide(client);
    return KubeApi.of(client, Replica.LEASE.writeTimeout());
  }

  /** Requests by that user, to whom the pair of roles of that name is bound. */
  KubeApi asPerson(String user, String roles) {
    space
        .kubectl()
        .run("create", "clusterrolebinding", roles, "--clusterrole=" + roles, "--user=" + user);
    space.run("create", "rolebinding", roles, "--role=" + roles, "--user=" + user);
    Grant last = granted("role/" + roles).getLast();
    awaitAllowed(user, last.verb(), last.resource() + "/" + last.name(), space.name());
    awaitAllowed(user, "list", "nodes", "default");
    return KubeApi.of(space.plane().client(user), Replica.LEASE.writeTimeout());
  }

  private void awaitAllowed(String user, String verb, String what, String namespace) {
    eventually(
        () ->
            space
                .kubectl()
                .run("auth", "can-i", verb, what, "-n", namespace, "--as=" + user, "-q"));
  }

  /** All that a role of the cluster or of the space allows. */
  List<Grant> granted(String role) {
    String json = space.kubectl().run("get", role, "-n", space.name(), "-o", "json");
    try {
      return Grant.of(JSON.readTree(json));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What that user has asked for since then. */
  List<AuditEvent> requests(String user, long position) {
    return space.plane().audit().since(position).stream()
        .filter(request -> request.user().equals(user))
        .toList();
  }

  @Override
  public void close() {
    for (String object : CLUSTER_WIDE) {
      space.kubectl().run("delete", object, "--ignore-not-found");
    }
  }
}
