package dev.fungible.simulator.replay;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Demand;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Gpus;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.NodeCondition;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.TimeSeries;
import dev.fungible.scheduler.model.WorkloadClass;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Snapshots that remember demand for inference on 12 nodes of 8 GPUs. */
final class Pasts {

  /** Not at midnight, not at a whole step. */
  static final Instant START = Instant.parse("2026-03-02T07:31:00Z");

  private Pasts() {}

  /** GPUs wanted, by time since the start, in samples of two minutes. */
  static ClusterSnapshot snapshot(Duration length, ToDoubleFunction<Duration> gpus) {
    TimeSeries history = TimeSeries.EMPTY;
    for (Duration at = Duration.ZERO; at.compareTo(length) <= 0; at = at.plusMinutes(2)) {
      history = history.plus(START.plus(at), gpus.applyAsDouble(at), 10_000);
    }
    return snapshot(START.plus(length), history);
  }

  static ClusterSnapshot snapshot(Instant now, TimeSeries history) {
    List<GpuNode> nodes =
        IntStream.range(0, 12)
            .mapToObj(
                i ->
                    GpuNode.assigned(
                        "n" + i,
                        "h100",
                        "",
                        WorkloadClass.TRAINING,
                        now.minusSeconds(86_400),
                        NodeCondition.IDLE))
            .toList();
    return ClusterSnapshot.at(now)
        .pools(List.of(NodePool.uniform("h100", 8, Mode.ENFORCE)))
        .nodes(nodes)
        .demands(
            List.of(
                new Demand(WorkloadClass.INFERENCE, List.of("h100"), new Gpus(8), history, "test")))
        .build();
  }

  /** A wave of the day, and days that are not all alike. */
  static double wave(Duration at) {
    double day = at.toSeconds() / 86_400.0;
    double height = 24 + 6 * Math.sin(1 + 5 * Math.floor(day));
    return 32 + height * Math.sin(2 * Math.PI * day);
  }
}
