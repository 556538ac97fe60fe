package dev.fungible.simulator.report;

import dev.fungible.simulator.result.MoveRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Moves in decisions of up to five, each with texts as long as real ones. */
final class SampleMoves {

  private final SplittableRandom random;

  SampleMoves(SplittableRandom random) {
    this.random = random;
  }

  List<MoveRecord> make(int count) {
    List<MoveRecord> moves = new ArrayList<>();
    while (moves.size() < count) {
      decision(moves, Math.min(count - moves.size(), random.nextInt(1, 6)), count);
    }
    return moves;
  }

  private void decision(List<MoveRecord> moves, int size, int count) {
    long cycle = Math.round(2303.0 * moves.size() / count);
    String to = pick("training", "inference", "ranking");
    String tier = to.equals("training") ? "ELASTIC" : pick("PROTECT", "PREPARE");
    String reason =
        "%s wants %.2f nodes now and %.2f within 420 s (yesterday's same hour), head-room 10 %%"
            .formatted(to, random.nextDouble(5, 30), random.nextDouble(5, 30));
    List<String> bids = new ArrayList<>();
    List<String> allocation = new ArrayList<>();
    for (String name : List.of("inference", "ranking", "training")) {
      int level = random.nextInt(3, 40);
      bids.add("demand: " + name + " up to " + level + " nodes of main, PROTECT, weight 1.0");
      bids.add(
          "queue: %s up to %d nodes of main, ELASTIC, weight 1.0: %d GPUs wait"
              .formatted(name, level, random.nextInt(1, 900)));
      allocation.add(name + ": " + level + " nodes of main, PROTECT");
    }
    List<String> rejections =
        random.nextInt(3) == 0
            ? List.of("2 nodes to " + to + " (" + tier + "): rate-budget, 6 shifts in 10 minutes")
            : List.of();
    for (int i = 0; i < size; i++) {
      moves.add(move(moves.size() + 1, cycle, to, tier, reason, bids, allocation, rejections));
    }
  }

  private MoveRecord move(
      int number,
      long cycle,
      String to,
      String tier,
      String reason,
      List<String> bids,
      List<String> allocation,
      List<String> rejections) {
    boolean idle = to.equals("training") || random.nextInt(5) > 0;
    String from = to.equals("training") ? pick("inference", "ranking") : "training";
    double lost = idle ? 0 : random.nextDouble(0.05, 4);
    return new MoveRecord(
        number,
        Duration.ofSeconds(300 * cycle),
        node(),
        from,
        to,
        tier,
        idle ? "IDLE" : "PREEMPT",
        idle ? List.of() : List.of("job-" + random.nextInt(20_000)),
        lost,
        reason,
        List.of(alternative(), alternative(), alternative()),
        bids,
        allocation,
        rejections);
  }

  private String alternative() {
    return String.format(
        Locale.ROOT, "%s of training, PREEMPT, %.2f GPU-h", node(), random.nextDouble(0.1, 9));
  }

  private String node() {
    return String.format(Locale.ROOT, "node-%03d", random.nextInt(SampleDemand.NODES));
  }

  private String pick(String... words) {
    return words[random.nextInt(words.length)];
  }
}
