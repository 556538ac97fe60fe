package dev.fungible.operator.observe;

import static dev.fungible.operator.observe.PodBuilder.NOW;

import dev.fungible.configuration.PoolSettings;
import dev.fungible.operator.view.GangKeys;
import dev.fungible.operator.view.Keys;
import dev.fungible.operator.view.NodeView;
import dev.fungible.operator.view.PodView;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.snapshot.ShiftJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Nodes and pods with every mistake that labels and annotations allow. */
final class RandomCluster {

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "true",
          "false",
          "training",
          "inference",
          "h100",
          "a",
          "-1",
          "0",
          "1",
          "7",
          "999999999999",
          "5m",
          "PT5M",
          "99999999999d",
          "2026-03-02T11:00:00Z",
          "2999-01-01T00:00:00Z",
          "-1000000000-01-01T00:00:00Z",
          "+1000000000-12-31T23:59:59.999999999Z",
          "{",
          "[]",
          "[{}]",
          "{\"v\":1}",
          "null",
          "\u0000\n\uD800",
          "x".repeat(300));

  private final Random random;

  RandomCluster(long seed) {
    random = new Random(seed);
  }

  List<NodeView> nodes(int count) {
    List<NodeView> nodes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      NodeBuilder node = NodeBuilder.node("n" + i);
      maybe(() -> node.of(oneOf("training", "inference", "ranking", "unknown")), 9);
      maybe(() -> node.label(PoolSettings.POOL_LABEL, oneOf("h100", "a100", "none")), 3);
      maybe(() -> node.label("both", "yes"), 1);
      maybe(() -> node.gpus(oneOf(0, 7, -1, Integer.MAX_VALUE)), 2);
      maybe(node::notReady, 1);
      maybe(node::unschedulable, 1);
      maybe(node::deleting, 1);
      maybe(() -> node.taint(Keys.SHIFTING, text()), 2);
      String name = "n" + random.nextInt(count);
      maybe(() -> node.annotation(Keys.SHIFT, ShiftJson.write(shift(name))), 2);
      for (String key : List.of(Keys.SHIFT, Keys.SHIFT_HISTORY, Keys.ASSIGNED_AT, Keys.LENDER)) {
        maybe(() -> node.annotation(key, text()), 1);
      }
      nodes.add(node.build());
    }
    return nodes;
  }

  List<PodView> pods(int count, int nodes) {
    List<PodView> pods = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      PodBuilder pod = PodBuilder.pod("p" + i);
      maybe(() -> pod.of(oneOf("training", "inference", "ranking", "unknown", "")), 8);
      maybe(() -> pod.on("n" + random.nextInt(nodes + 2)), 7);
      maybe(() -> pod.started(random.nextBoolean() ? null : Instant.MAX), 1);
      maybe(() -> pod.gpus(oneOf(1, 2, 4, Integer.MAX_VALUE)), 5);
      maybe(() -> pod.without(PodBuilder.GPU), 1);
      maybe(() -> pod.job("j" + random.nextInt(5)), 5);
      maybe(() -> pod.priority(oneOf(0, Integer.MIN_VALUE, Integer.MAX_VALUE)), 3);
      maybe(() -> pod.selects(oneOf("a", Keys.CLASS), text()), 1);
      maybe(pod::notReady, 2);
      maybe(pod::deleting, 1);
      maybe(pod::held, 1);
      for (String key :
          List.of(Keys.GANG, GangKeys.JOB_SET, GangKeys.LEADER_WORKER_SET, GangKeys.RAY_CLUSTER)) {
        maybe(() -> pod.label(key, text()), 1);
      }
      for (String key :
          List.of(
              Keys.LAST_CHECKPOINT,
              Keys.RESTART_COST,
              Keys.MIN_NODES,
              Keys.DO_NOT_DISRUPT,
              Keys.CHECKPOINTS_ON_REQUEST,
              GangKeys.VOLCANO_GROUP)) {
        maybe(() -> pod.annotation(key, text()), 2);
      }
      pods.add(pod.build());
    }
    return pods;
  }

  private static Shift shift(String node) {
    return Shift.planned(
        node, WorkloadClass.TRAINING, WorkloadClass.RANKING, Tier.PROTECT, null, NOW, "x");
  }

  private void maybe(Runnable change, int inTen) {
    if (random.nextInt(10) < inTen) {
      change.run();
    }
  }

  private String text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  @SafeVarargs
  private <T> T oneOf(T... items) {
    return items[random.nextInt(items.length)];
  }
}
