package dev.fungible.benchmarks;

import dev.fungible.scheduler.model.FinishedShift;
import dev.fungible.scheduler.model.GpuHours;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.model.Signal;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.TimeSeries;
import dev.fungible.scheduler.model.Usage;
import dev.fungible.scheduler.model.WorkloadClass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** All that an operator remembers at most: what was, up to a moment, the same for the same seed. */
final class ReferencePast {

  private static final Duration LOOK = Duration.ofMinutes(2);
  private static final int LOOKS = (int) Duration.ofDays(8).dividedBy(LOOK);
  private static final double LOOKS_A_DAY = LOOKS / 8.0;
  private static final Duration ASKED = Duration.ofSeconds(15);
  private static final int ANSWERS = (int) Duration.ofHours(1).dividedBy(ASKED);
  private static final int SHIFTS_A_NODE = 4;

  private final Instant now;
  private final SplittableRandom random;

  ReferencePast(Instant now, long seed) {
    this.now = now;
    random = new SplittableRandom(seed);
  }

  /** Eight rough days, every two minutes, that end at this level on their way up. */
  TimeSeries demand(double gpus) {
    double[] values = new double[LOOKS];
    for (int i = 0; i < LOOKS; i++) {
      double rough = 1 + 0.03 * (random.nextDouble() - 0.5);
      double day = 1 + 0.3 * StrictMath.sin(2 * Math.PI * (i - LOOKS + 1) / LOOKS_A_DAY);
      values[i] = gpus * day * rough;
    }
    values[LOOKS - 1] = gpus;
    return series(values, LOOK);
  }

  /** Two weeks of hours in which each class used about so much. */
  List<Usage> usage(double gpus) {
    List<Usage> result = new ArrayList<>();
    for (WorkloadClass of :
        List.of(WorkloadClass.TRAINING, WorkloadClass.INFERENCE, WorkloadClass.RANKING)) {
      result.add(new Usage(of, around(gpus, Usage.MOST_SAMPLES, Usage.STEP)));
    }
    return result;
  }

  /** An hour of answers around a level, the last one fresh. */
  Signal signal(String name, double level) {
    return new Signal(name, Duration.ofMinutes(2), around(level, ANSWERS, ASKED), "");
  }

  /** The last shifts that each node went through, to and fro; the last one brought it here. */
  List<FinishedShift> shifts(List<GpuNode> nodes) {
    List<FinishedShift> result = new ArrayList<>();
    for (GpuNode node : nodes) {
      WorkloadClass home = node.labelled();
      WorkloadClass away = home.isServing() ? WorkloadClass.TRAINING : WorkloadClass.INFERENCE;
      Instant end = node.since();
      for (int back = 0; back < SHIFTS_A_NODE; back++) {
        boolean came = back % 2 == 0;
        result.add(shift(node.name(), came ? away : home, came ? home : away, end));
        end = end.minus(Duration.ofMinutes(45 + random.nextInt(1200)));
      }
    }
    return result;
  }

  private FinishedShift shift(String node, WorkloadClass from, WorkloadClass to, Instant end) {
    Instant start = end.minusSeconds(300 + random.nextInt(300));
    Shift shift =
        Shift.planned(node, from, to, Tier.PROTECT, null, start, "benchmark")
            .losing(new GpuHours(random.nextDouble()))
            .in(ShiftPhase.DONE, end);
    return new FinishedShift(shift, end);
  }

  private TimeSeries around(double level, int samples, Duration step) {
    double[] values = new double[samples];
    for (int i = 0; i < samples; i++) {
      values[i] = level * (1 + 0.1 * (random.nextDouble() - 0.5));
    }
    return series(values, step);
  }

  /** Samples of which the last one is now. */
  private TimeSeries series(double[] values, Duration step) {
    TimeSeries result = TimeSeries.EMPTY;
    for (int i = 0; i < values.length; i++) {
      Instant at = now.minus(step.multipliedBy(values.length - 1L - i));
      result = result.plus(at, values[i], values.length);
    }
    return result;
  }
}
