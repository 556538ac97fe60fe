package dev.fungible.benchmarks.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fungible.configuration.PolicyRegistry;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.kube.KubePath;
import dev.fungible.operator.kube.PatchType;
import dev.fungible.operator.lead.LeaseSettings;
import dev.fungible.operator.run.Operator;
import dev.fungible.operator.run.OperatorSettings;
import io.kubernetes.client.openapi.ApiClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** How fast the whole operator moves nodes; it runs in this process. */
final class Shifting implements AutoCloseable {

  static final String NAMESPACE = "fungible-system";

  private static final String SERVES = "inference";

  /** Latencies that are not counted, while code is new. */
  static final int WARM_UPS = 4;

  /** What goes on anyway, whether or not anything shifts. */
  private static final List<String> STANDING = List.of("leases", "configmaps", "events");

  private final String tag;
  private final KubeApi hands;
  private final RequestCount requests = new RequestCount();
  private final Sightings sightings;
  private final Operator operator;

  /**
   * Starts the operator and waits until it leads.
   *
   * @param tag begins the names of pods, so that several runs do not get in each other's way
   */
  Shifting(ApiClient client, String tag, Document document)
      throws IOException, InterruptedException {
    this.tag = tag;
    hands = KubeApi.of(client, LeaseSettings.DEFAULT.writeTimeout());
    configure(document);
    sightings = new Sightings(hands);
    OperatorSettings settings =
        new OperatorSettings(
            NAMESPACE,
            tag,
            LeaseSettings.DEFAULT,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    operator =
        Operator.start(
            settings,
            hands.through(requests),
            PolicyRegistry.load(Shifting.class.getClassLoader()));
    Sightings.await(operator::leads, "the lease");
  }

  private void configure(Document document) {
    ObjectNode map = Template.JSON.createObjectNode();
    map.putObject("metadata").put("name", "fungible-scheduler");
    map.putObject("data").put("fungible.yaml", document.text());
    hands.patch(KubePath.configMap(NAMESPACE, "fungible-scheduler"), PatchType.MERGE, map);
  }

  /** One waiting pod after the other, each of which needs one more node, an idle one. */
  void measureLatency(int samples) throws InterruptedException {
    List<Double> times = new ArrayList<>();
    for (int i = -WARM_UPS; i < samples; i++) {
      int before = sightings.flips().size();
      String name = tag + "-" + (i + WARM_UPS);
      addPod(name);
      Sightings.await(() -> sightings.flips().size() > before, "a node for " + name);
      if (i >= 0) {
        times.add((sightings.flips().get(before) - sightings.pod(name)) / 1e9);
      }
      Sightings.await(() -> !sightings.isShifting(), "the end of the shift");
      TimeUnit.MILLISECONDS.sleep(3000 + ThreadLocalRandom.current().nextLong(1000));
    }
    Figures.tell("pending pod to flipped idle node, " + tag, new Spread(times).text("s"));
  }

  /** So many waiting pods at once, which need a node each. */
  void measureRate(int shifts) throws InterruptedException {
    int before = sightings.flips().size();
    SortedMap<String, Long> countsBefore = requests.soFar();
    for (int i = 0; i < shifts; i++) {
      addPod(tag + "-" + i);
    }
    Sightings.await(() -> sightings.flips().size() >= before + shifts, "all shifts");
    Sightings.await(() -> !sightings.isShifting(), "the end of all shifts");
    long begun = sightings.firstRecord();
    double flipped = (sightings.flips().get(before + shifts - 1) - begun) / 1e9;
    double closed = (sightings.lastClosed() - begun) / 1e9;
    SortedMap<String, Long> counts = requests.soFar();
    countsBefore.forEach((what, count) -> counts.merge(what, -count, Long::sum));
    tellRate(shifts, flipped, closed, counts);
  }

  private void tellRate(int shifts, double flipped, double closed, SortedMap<String, Long> counts) {
    Figures.tell(
        "shifts handed over, " + tag,
        "%s a second (%d in %s s)"
            .formatted(Spread.number(shifts / flipped), shifts, Spread.number(flipped)));
    Figures.tell(
        "shifts closed, " + tag,
        "%s a second (%d in %s s)"
            .formatted(Spread.number(shifts / closed), shifts, Spread.number(closed)));
    Figures.tell("requests per shift, " + tag, perShift(counts, shifts, false));
    Figures.tell("besides, in that time, " + tag, perShift(counts, shifts, true));
  }

  private static String perShift(SortedMap<String, Long> counts, int shifts, boolean standing) {
    double sum = 0;
    List<String> parts = new ArrayList<>();
    for (var entry : counts.entrySet()) {
      boolean isStanding = STANDING.stream().anyMatch(entry.getKey()::endsWith);
      if (isStanding == standing && entry.getValue() > 0) {
        double each = (double) entry.getValue() / shifts;
        sum += each;
        parts.add(String.format(Locale.ROOT, "%s %.2f", entry.getKey(), each));
      }
    }
    return parts.stream().collect(Collectors.joining(", ", Spread.number(sum) + " (", ")"));
  }

  private void addPod(String name) {
    hands.create(
        KubePath.pods(SyntheticCluster.NAMESPACE), SyntheticCluster.waitingPod(name, SERVES));
  }

  @Override
  public void close() {
    operator.close();
    sightings.close();
  }
}
