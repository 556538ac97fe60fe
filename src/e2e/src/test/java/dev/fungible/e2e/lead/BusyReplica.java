package dev.fungible.e2e.lead;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fungible.operator.kube.ApiFailure;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.kube.KubePath;
import dev.fungible.operator.kube.PatchType;
import dev.fungible.operator.lead.Leadership;
import dev.fungible.operator.lead.LeaseSettings;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.KubeConfig;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A replica in a process of its own that writes again and again while it leads, without asking
 * first whether it does. Arguments: kubeconfig, namespace, name.
 */
final class BusyReplica {

  static final LeaseSettings SETTINGS =
      new LeaseSettings(Duration.ofSeconds(6), Duration.ofSeconds(4), Duration.ofMillis(500));

  /** What it exits with when it no longer leads. */
  static final int LOST = 7;

  /** The config map that it writes to. */
  static final String TARGET = "written";

  private BusyReplica() {}

  public static void main(String[] arguments) throws Exception {
    String namespace = arguments[1];
    KubeApi api = KubeApi.of(client(Path.of(arguments[0])), SETTINGS.writeTimeout());
    Leadership leadership =
        new Leadership(
                api, namespace, arguments[2], SETTINGS, () -> Runtime.getRuntime().halt(LOST))
            .start();
    leadership.awaitLeading();
    KubeApi writing = api.through(leadership.fence());
    for (long i = 0; ; i++) {
      try {
        writing.patch(KubePath.configMap(namespace, TARGET), PatchType.MERGE, note(i));
      } catch (ApiFailure e) {
        // It goes on trying: the fence alone is to hold it back.
      }
      // A pace that the audit log can be read at.
      LockSupport.parkNanos(5_000_000);
    }
  }

  private static JsonNode note(long number) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch.putObject("data").put("number", Long.toString(number));
    return patch;
  }

  private static ApiClient client(Path kubeconfig) throws Exception {
    try (Reader reader = Files.newBufferedReader(kubeconfig)) {
      return ClientBuilder.kubeconfig(KubeConfig.loadKubeConfig(reader)).build();
    }
  }
}
