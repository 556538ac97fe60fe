package dev.fungible.benchmarks.cluster;

import io.kubernetes.client.informer.SharedIndexInformer;
import io.kubernetes.client.informer.SharedInformerFactory;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.V1Node;
import io.kubernetes.client.openapi.models.V1NodeList;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodList;
import io.kubernetes.client.util.CallGeneratorParams;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What the official client's informers need to know the same cluster, used as its guide says. */
final class Informers {

  /** A server gives one answer a minute; a list that it cannot send in that time never comes. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private Informers() {}

  /** Reads all nodes and pods into informers on the client's own models. */
  static void measure(ApiClient client) throws InterruptedException, IOException {
    CoreV1Api api = new CoreV1Api(client);
    SharedInformerFactory factory = new SharedInformerFactory(client);
    SharedIndexInformer<V1Node> nodes =
        factory.sharedIndexInformerFor(
            (CallGeneratorParams query) ->
                api.listNode()
                    .resourceVersion(query.resourceVersion)
                    .timeoutSeconds(query.timeoutSeconds)
                    .watch(query.watch)
                    .buildCall(null),
            V1Node.class,
            V1NodeList.class);
    SharedIndexInformer<V1Pod> pods =
        factory.sharedIndexInformerFor(
            (CallGeneratorParams query) ->
                api.listPodForAllNamespaces()
                    .resourceVersion(query.resourceVersion)
                    .timeoutSeconds(query.timeoutSeconds)
                    .watch(query.watch)
                    .buildCall(null),
            V1Pod.class,
            V1PodList.class);
    long begun = System.nanoTime();
    factory.startAllRegisteredInformers();
    while (!nodes.hasSynced() || !pods.hasSynced()) {
      if (Reading.seconds(begun) > PATIENCE.toSeconds()) {
        Figures.tell("first complete lists", "not within " + PATIENCE);
        factory.stopAllRegisteredInformers(true);
        return;
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
    Figures.tell("first complete lists", Spread.number(Reading.seconds(begun)) + " s");
    Figures.tell(
        "objects kept",
        "%,d nodes, %,d pods"
            .formatted(nodes.getIndexer().listKeys().size(), pods.getIndexer().listKeys().size()));
    Reading.tellMemory();
  }
}
