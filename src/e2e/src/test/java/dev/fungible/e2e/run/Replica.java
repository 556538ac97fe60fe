package dev.fungible.e2e.run;

import dev.fungible.configuration.PolicyRegistry;
import dev.fungible.e2e.TestSpace;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.lead.LeaseSettings;
import dev.fungible.operator.run.Operator;
import dev.fungible.operator.run.OperatorSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import okhttp3.Interceptor;

/** An operator in this process, with its namespace in a test's space. */
final class Replica implements AutoCloseable {

  /** Short enough to wait for, long enough for a busy machine. */
  static final LeaseSettings LEASE =
      new LeaseSettings(Duration.ofSeconds(8), Duration.ofSeconds(4), Duration.ofMillis(500));

  private final Operator operator;

  private Replica(Operator operator) {
    this.operator = operator;
  }

  /** Puts the document in its place: the ConfigMap in the space. */
  static void configure(TestSpace space, Document document) {
    configure(space, document.text(space.name()));
  }

  /** Puts a document as text in its place. */
  static void configure(TestSpace space, String document) {
    space.apply(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: fungible-scheduler}
        data:
          fungible.yaml: |
        """
            + document.indent(4));
  }

  /** Starts one as a user of the plane. */
  static Replica start(TestSpace space, String user) {
    return start(space, user, chain -> chain.proceed(chain.request()));
  }

  /** Starts one, all of whose requests pass through here. */
  static Replica start(TestSpace space, String user, Interceptor interceptor) {
    KubeApi api = KubeApi.of(space.plane().client(user), LEASE.writeTimeout()).through(interceptor);
    return start(space, user, api);
  }

  /** Starts one that reaches the cluster this way. */
  static Replica start(TestSpace space, String identity, KubeApi api) {
    return start(space, identity, api, InstantSource.system());
  }

  /** Starts one that goes by a simulated clock, and sees the cluster's times as that had them. */
  static Replica start(TestSpace space, String user, SimulatedTime time) {
    KubeApi api = KubeApi.of(space.plane().client(user), LEASE.writeTimeout());
    return start(space, user, api.through(new SimulatedStamps(time)), time);
  }

  private static Replica start(TestSpace space, String identity, KubeApi api, InstantSource time) {
    InetSocketAddress http = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    OperatorSettings settings = new OperatorSettings(space.name(), identity, LEASE, http);
    PolicyRegistry registry = PolicyRegistry.load(Replica.class.getClassLoader());
    try {
      return new Replica(Operator.start(settings, api, registry, time));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Operator operator() {
    return operator;
  }

  /** Where it tells of itself. */
  URI address() {
    return URI.create("http://127.0.0.1:" + operator.port());
  }

  @Override
  public void close() {
    operator.close();
  }
}
