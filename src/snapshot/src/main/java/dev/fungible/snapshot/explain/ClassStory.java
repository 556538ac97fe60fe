package dev.fungible.snapshot.explain;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.WorkloadClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a class holds, who bids what for it, and why it did not get more. */
public final class ClassStory {

  private static final int MOVES = 5;

  private ClassStory() {}

  /**
   * The answer as text that ends with a line feed.
   *
   * @throws UnknownName if no such class is known
   */
  public static String of(Known known, String name, int width) {
    if (!known.classNames().contains(name)) {
      throw new UnknownName("class", name, known.classNames());
    }
    Story story = new Story(headline(known, name), width);
    known
        .latest()
        .map(Wants::new)
        .ifPresentOrElse(
            wants ->
                story
                    .with("By pool", wants.holdings(name), "it had none and was granted none")
                    .with("Bids", wants.bidsFor(name), "none: nobody asks for it")
                    .with(
                        "Why no more",
                        wants.against(name),
                        "nothing stands against what was asked for")
                    .with("The rest", wants.others(name), "nobody else has nodes of its pools")
                    .with("By", wants.asOf()),
            () -> story.with("Bids", "not known: no decision is recorded"));
    return story.with("Last moves", moves(known, name), "none in these records").text();
  }

  private static String headline(Known known, String name) {
    Map<String, Integer> held = held(known, name);
    int all = held.values().stream().mapToInt(Integer::intValue).sum();
    List<String> parts = new ArrayList<>();
    held.forEach((pool, nodes) -> parts.add(nodes + " of " + pool));
    return name
        + " holds "
        + all
        + (all == 1 ? " node" : " nodes")
        + (parts.isEmpty() ? "" : ": " + String.join(", ", parts));
  }

  /** As it is now, or as it was once the moves of the last decision were begun. */
  private static Map<String, Integer> held(Known known, String name) {
    Map<String, Integer> held = new TreeMap<>();
    ClusterSnapshot snapshot = known.snapshot();
    if (snapshot == null) {
      known
          .latest()
          .ifPresent(
              decision ->
                  decision.allocation().stream()
                      .filter(of -> of.workloadClass().equals(name) && Wants.then(decision, of) > 0)
                      .forEach(of -> held.put(of.pool(), Wants.then(decision, of))));
      return held;
    }
    for (NodePool pool : snapshot.pools()) {
      for (WorkloadClass of : snapshot.classes()) {
        int nodes = snapshot.heldNodes(pool.name(), of);
        if (of.name().equals(name) && nodes > 0) {
          held.put(pool.name(), nodes);
        }
      }
    }
    return held;
  }

  private static List<String> moves(Known known, String name) {
    return known.started(move -> move.to().equals(name) || move.from().equals(name), MOVES).stream()
        .map(
            started ->
                String.format(
                    Locale.ROOT,
                    "%s %s from %s to %s, %.2f GPU-hours lost: %s",
                    started.time(),
                    started.move().node(),
                    started.move().from(),
                    started.move().to(),
                    started.move().lostGpuHours(),
                    started.move().reason()))
        .toList();
  }
}
