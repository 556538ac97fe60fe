package dev.fungible.snapshot;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Demand;
import dev.fungible.scheduler.model.Freshness;
import dev.fungible.scheduler.model.Gpus;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.PendingGang;
import dev.fungible.scheduler.model.Signal;
import dev.fungible.scheduler.model.TimeSeries;
import dev.fungible.scheduler.model.Usage;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.testing.RandomCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random clusters in all their parts: with queues, demand and its history too. */
final class RandomSnapshots {

  private final SplittableRandom random;
  private final RandomCluster cluster;

  private RandomSnapshots(RandomCluster cluster, long seed) {
    this.random = new SplittableRandom(seed);
    this.cluster = cluster;
  }

  static ClusterSnapshot of(RandomCluster cluster, long seed) {
    return new RandomSnapshots(cluster, seed).snapshot();
  }

  private ClusterSnapshot snapshot() {
    boolean incomplete = random.nextInt(20) == 0;
    return ClusterSnapshot.at(cluster.time())
        .freshness(
            incomplete
                ? new Freshness(Duration.ofMillis(1234), List.of("é \"pods\"\n"))
                : cluster.freshness())
        .classes(cluster.classes())
        .pools(cluster.pools())
        .nodes(cluster.nodes())
        .gangs(cluster.gangs())
        .pending(pending())
        .demands(demands())
        .usage(usage())
        .signals(signals())
        .finishedShifts(cluster.finished())
        .unlearnedLeadTime(Duration.ofSeconds(random.nextInt(1, 1000)))
        .build();
  }

  private List<PendingGang> pending() {
    List<PendingGang> result = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      WorkloadClass of = cluster.classes().get(random.nextInt(cluster.classes().size()));
      Instant since = cluster.time().minusNanos(random.nextLong(3_600_000_000_000L));
      result.add(new PendingGang("waiting-" + i, of, random.nextInt(1, 33), i % 3, since));
    }
    return result;
  }

  private List<Usage> usage() {
    List<Usage> result = new ArrayList<>();
    for (WorkloadClass of : cluster.classes()) {
      if (random.nextInt(4) == 0) {
        result.add(new Usage(of, TimeSeries.EMPTY.plus(cluster.time(), random.nextInt(90), 1)));
      }
    }
    return result;
  }

  private List<Signal> signals() {
    List<Signal> result = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      TimeSeries samples = TimeSeries.EMPTY;
      for (int k = random.nextInt(5); k > 0; k--) {
        samples = samples.plus(cluster.time().minusMillis(k * 15_000L), random.nextDouble(9), 9);
      }
      String problem = random.nextBoolean() ? "" : "3 series";
      result.add(new Signal("signal-" + i, Duration.ofSeconds(i), samples, problem));
    }
    return result;
  }

  private List<Demand> demands() {
    List<String> pools = cluster.pools().stream().map(NodePool::name).toList();
    List<Demand> result = new ArrayList<>();
    for (WorkloadClass of : cluster.classes()) {
      if (random.nextInt(4) > 0) {
        TimeSeries history = TimeSeries.EMPTY;
        int samples = random.nextInt(8);
        for (int i = samples; i > 0; i--) {
          Instant at = cluster.time().minusMillis(i * 300_000L + random.nextInt(1000));
          history = history.plus(at, random.nextDouble(0, 90), 5);
        }
        result.add(new Demand(of, pools, new Gpus(random.nextDouble(0, 90)), history, "test"));
      }
    }
    return result;
  }
}
