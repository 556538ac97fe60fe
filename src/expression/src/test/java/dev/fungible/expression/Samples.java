package dev.fungible.expression;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Demand;
import dev.fungible.scheduler.model.FinishedShift;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Gpus;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.NodeCondition;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.PendingGang;
import dev.fungible.scheduler.model.Placement;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.TimeSeries;
import dev.fungible.scheduler.model.WorkloadClass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The one cluster of these tests. */
final class Samples {

  /** A Monday, 08:00 in UTC and 09:00 in Berlin. */
  static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

  private static final String[] POOLS = {"h100", "a100"};

  private Samples() {}

  /**
   * h100: 10 nodes of 8 GPUs; 6 training (one of them down, one on its way to inference), 4
   * inference. a100: 4 nodes of 4 GPUs, all training, of no use for inference. One gang runs on two
   * nodes, two wait. Inference wants 35.5 GPUs, wanted 60 an hour ago and 20 a day ago.
   */
  static ClusterSnapshot cluster() {
    TreeMap<WorkloadClass, Double> suitability = new TreeMap<>();
    suitability.put(WorkloadClass.INFERENCE, 0.0);
    return ClusterSnapshot.at(NOW)
        .pools(
            List.of(
                NodePool.uniform("h100", 8, Mode.ENFORCE),
                new NodePool("a100", 4, Mode.ENFORCE, suitability)))
        .nodes(nodes())
        .gangs(List.of(gang()))
        .pending(List.of(waiting("w1", 16, 3), waiting("w2", 4, 20)))
        .demands(List.of(demand()))
        .finishedShifts(List.of(finished()))
        .build();
  }

  private static List<GpuNode> nodes() {
    List<GpuNode> nodes = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      boolean inference = i >= 6 && i < 10;
      WorkloadClass holder = inference ? WorkloadClass.INFERENCE : WorkloadClass.TRAINING;
      String pool = POOLS[i < 10 ? 0 : 1];
      NodeCondition condition = i == 0 ? NodeCondition.DOWN : NodeCondition.BUSY;
      Shift shift =
          i == 1 ? planned("n1").in(ShiftPhase.DRAINING, NOW.minus(Duration.ofMinutes(1))) : null;
      nodes.add(new GpuNode("n" + i, pool, "", holder, Instant.EPOCH, null, condition, shift));
    }
    return nodes;
  }

  private static Shift planned(String node) {
    Instant started = NOW.minus(Duration.ofMinutes(30));
    return Shift.planned(
        node, WorkloadClass.TRAINING, WorkloadClass.INFERENCE, Tier.PROTECT, null, started, "test");
  }

  private static FinishedShift finished() {
    Instant end = NOW.minus(Duration.ofMinutes(26));
    return new FinishedShift(planned("n6").in(ShiftPhase.DONE, end), end);
  }

  private static Gang gang() {
    return new Gang(
        "g",
        WorkloadClass.TRAINING,
        List.of(new Placement("n2", 8), new Placement("n3", 4)),
        0,
        Instant.EPOCH,
        Instant.EPOCH,
        Duration.ZERO,
        2,
        false,
        false);
  }

  private static PendingGang waiting(String name, int gpus, int minutes) {
    return new PendingGang(
        name, WorkloadClass.TRAINING, gpus, 0, NOW.minus(Duration.ofMinutes(minutes)));
  }

  private static Demand demand() {
    TimeSeries history =
        TimeSeries.EMPTY
            .plus(NOW.minus(Duration.ofHours(24)), 20, 9)
            .plus(NOW.minus(Duration.ofHours(1)), 60, 9)
            .plus(NOW, 35.5, 9);
    return new Demand(WorkloadClass.INFERENCE, List.of("h100"), new Gpus(35.5), history, "test");
  }
}
