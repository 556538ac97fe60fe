package dev.fungible.operator.lead;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fungible.operator.kube.ApiFailure;
import dev.fungible.operator.kube.KubeApi;
import java.util.Optional;

/** One lease on an API server. */
final class LeaseStore {

  private final KubeApi api;
  private final String namespace;
  private final String name;

  LeaseStore(KubeApi api, String namespace, String name) {
    this.api = api;
    this.namespace = namespace;
    this.name = name;
  }

  /** The lease as it is now; empty when there is none. */
  Optional<Lease> read() {
    try {
      return Optional.of(new Lease(api.get(path() + "/" + name)));
    } catch (ApiFailure e) {
      if (e.isNotFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** A lease of that name that is not on the server yet. */
  Lease unheld(int seconds) {
    return Lease.unheld(namespace, name, seconds);
  }

  /** Writes a lease that was not there; a conflict if it is there by now. */
  Lease create(JsonNode lease) {
    return new Lease(api.create(path(), lease));
  }

  /** Writes a lease that was read; a conflict if it has changed since. */
  Lease replace(JsonNode lease) {
    return new Lease(api.replace(path() + "/" + name, lease));
  }

  @Override
  public String toString() {
    return "Lease " + namespace + "/" + name;
  }

  private String path() {
    return "/apis/coordination.k8s.io/v1/namespaces/" + namespace + "/leases";
  }
}
