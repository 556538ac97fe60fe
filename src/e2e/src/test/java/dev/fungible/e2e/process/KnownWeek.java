package dev.fungible.e2e.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A week of a cluster as two replicas of the operator would have shown it, in the OpenMetrics
 * format: 12 nodes of 8 GPUs in pool h100, and 2 nodes of 4 in pool l40, which ranking holds
 * throughout.
 *
 * <p>Inference wants 16 GPUs at night and 48 from 8:00 to 20:00. At 8:00 four nodes leave training,
 * at 20:00 they go home, and each time they are in transition for ten minutes; until they arrive
 * inference lacks 32 GPUs. Training leaves 8 GPUs idle from 0:00 to 2:00, and as many fragmented
 * from 2:00 to 3:00. On the third day a node of training is unhealthy from 12:00 to 18:00. On the
 * fifth one more shift begins in the morning, and rolls back.
 *
 * <p>Replica a leads, restarts on the second day at 6:00, and hands over to b on the fourth at
 * 12:00. On the sixth nobody sees anything from 3:00 to 4:00.
 */
final class KnownWeek {

  static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  static final Instant END = START.plus(Duration.ofDays(7));

  private static final int STEP = 300;
  private static final int DAY = 86_400;
  private static final int RESTART = DAY + 6 * 3600;
  private static final int HANDOVER = 3 * DAY + 12 * 3600;
  private static final int GAP_FROM = 5 * DAY + 3 * 3600;
  private static final int GAP_TO = GAP_FROM + 3600;
  private static final String SHIFTS = "pool=\"h100\",from=\"%s\",to=\"%s\"";

  /** Samples by family and series, as lines of the format. */
  private final Map<String, Map<String, StringBuilder>> families = new TreeMap<>();

  private final Map<String, Double> counters = new TreeMap<>();

  private KnownWeek() {}

  /** Writes it into that file. */
  static void write(Path file) {
    KnownWeek week = new KnownWeek();
    for (int at = 0; at <= 7 * DAY; at += STEP) {
      week.scrape(at);
    }
    try (Writer out = Files.newBufferedWriter(file)) {
      for (var family : week.families.entrySet()) {
        out.write("# TYPE " + family.getKey() + "\n");
        for (StringBuilder lines : family.getValue().values()) {
          out.append(lines);
        }
      }
      out.write("# EOF\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void scrape(int at) {
    if (at == RESTART || at == HANDOVER) {
      if (at == HANDOVER) {
        show(at, "a");
      }
      counters.replaceAll((series, value) -> 0.0);
    }
    if (at > 0) {
      boolean seen = at <= GAP_FROM || at > GAP_TO;
      count(at - STEP, seen ? STEP : 0);
    } else {
      count(0, 0);
    }
    if (at <= GAP_FROM || at >= GAP_TO) {
      show(at, at < HANDOVER ? "a" : "b");
    }
  }

  /** What passed since then. */
  private void count(int since, int seconds) {
    World world = new World(since);
    add("fungible_observed_seconds", "", seconds);
    add("fungible_capacity_gpu_seconds", "pool=\"h100\"", 96.0 * seconds);
    add("fungible_capacity_gpu_seconds", "pool=\"l40\"", 8.0 * seconds);
    for (String workloadClass : Set.of("training", "inference")) {
      for (String state : Set.of("busy", "idle", "fragmented", "shifting", "unhealthy")) {
        add(
            "fungible_gpu_seconds",
            cell("h100", workloadClass, state),
            world.gpus(workloadClass, state) * seconds);
      }
    }
    add("fungible_gpu_seconds", cell("l40", "ranking", "busy"), 8.0 * seconds);
    service("inference", world.demand(), world.demand() - world.gpus("inference", "busy"), seconds);
    service("ranking", 8, 0, seconds);
    boolean morning = world.second == 8 * 3600;
    boolean evening = world.second == 20 * 3600;
    int extra = morning && world.day == 4 ? 1 : 0;
    shifts("training", "inference", morning ? 4 : 0, extra);
    shifts("inference", "training", evening ? 4 : 0, 0);
  }

  private void service(String name, double wanted, double unmet, int seconds) {
    String labels = "class=\"" + name + "\"";
    add("fungible_demand_gpu_seconds", labels, wanted * seconds);
    add("fungible_unmet_gpu_seconds", labels, unmet * seconds);
    add("fungible_unmet_seconds", labels, unmet > 0 ? seconds : 0);
  }

  private void shifts(String from, String to, int finished, int rolledBack) {
    String labels = SHIFTS.formatted(from, to);
    boolean lends = from.equals("training");
    add("fungible_shifts_started", labels, finished + rolledBack);
    add("fungible_shifts_finished", labels, finished);
    add("fungible_shifts_rolled_back", labels, rolledBack);
    add("fungible_shifts_failed", labels, 0);
    add("fungible_shifts_reversed", labels, 0);
    add("fungible_shifts_preempting", labels, lends && finished > 0 ? 3 : 0);
    add("fungible_shift_lost_gpu_seconds", labels, lends ? finished * 1.5 * 3600 : 0);
    String pair = labels.substring(labels.indexOf(',') + 1);
    counters.merge(
        "fungible_shift_seconds summary|fungible_shift_seconds_sum|" + pair,
        finished * 600.0,
        Double::sum);
    counters.merge(
        "fungible_shift_seconds summary|fungible_shift_seconds_count|" + pair,
        (double) finished,
        Double::sum);
  }

  private void add(String counter, String labels, double amount) {
    counters.merge(counter + " counter|" + counter + "_total|" + labels, amount, Double::sum);
  }

  private void show(int at, String replica) {
    counters.forEach((series, value) -> sample(series, value, at, replica));
    World world = new World(at);
    double lent = world.gpus("inference", "busy") + world.gpus("inference", "shifting");
    gauge("fungible_nodes", cell("h100", "inference", "busy"), lent / 8, at, replica);
    gauge("fungible_nodes", cell("h100", "training", "busy"), 12 - lent / 8, at, replica);
    gauge("fungible_nodes", cell("l40", "ranking", "busy"), 2, at, replica);
    gauge("fungible_gpus", cell("h100", "inference", "busy"), lent, at, replica);
    gauge("fungible_gpus", cell("h100", "training", "busy"), 96 - lent, at, replica);
    gauge("fungible_gpus", cell("l40", "ranking", "busy"), 8, at, replica);
    double held = world.gpus("training", "busy");
    gauge("fungible_gpus_held", "pool=\"h100\",class=\"training\"", held, at, replica);
    gauge("fungible_demand_gpus", "class=\"inference\"", world.demand(), at, replica);
    gauge("fungible_demand_gpus", "class=\"ranking\"", 8, at, replica);
    gauge("fungible_demand_gpus", "class=\"training\"", 0, at, replica);
    boolean waits = world.gpus("training", "fragmented") > 0;
    gauge("fungible_pending_gangs", "class=\"training\"", waits ? 1 : 0, at, replica);
    gauge("fungible_pending_gpus", "class=\"training\"", waits ? 16 : 0, at, replica);
  }

  private void gauge(String name, String labels, double value, int at, String replica) {
    sample(name + " gauge|" + name + "|" + labels, value, at, replica);
  }

  private void sample(String series, double value, int at, String replica) {
    String[] parts = series.split("\\|", -1);
    String labels = parts[2].isEmpty() ? "" : "," + parts[2];
    String name = parts[1] + "{job=\"fungible\",instance=\"" + replica + "\"" + labels + "}";
    families
        .computeIfAbsent(parts[0], family -> new TreeMap<>())
        .computeIfAbsent(name, key -> new StringBuilder())
        .append(name)
        .append(' ')
        .append(value)
        .append(' ')
        .append(START.getEpochSecond() + at)
        .append('\n');
  }

  private static String cell(String pool, String workloadClass, String state) {
    return "pool=\"%s\",class=\"%s\",state=\"%s\"".formatted(pool, workloadClass, state);
  }

  /** How the cluster was from then on, for one step. */
  private static final class World {

    private final int day;
    private final int second;

    World(int at) {
      day = at / DAY;
      second = at % DAY;
    }

    private boolean within(double fromHour, double toHour) {
      return second >= fromHour * 3600 && second < toHour * 3600;
    }

    double demand() {
      return within(8, 20) ? 48 : 16;
    }

    double gpus(String workloadClass, String state) {
      boolean arriving = second >= 8 * 3600 && second < 8 * 3600 + 600;
      boolean leaving = second >= 20 * 3600 && second < 20 * 3600 + 600;
      if (workloadClass.equals("inference")) {
        return switch (state) {
          case "busy" -> within(8, 20) && !arriving ? 48 : 16;
          case "shifting" -> leaving ? 32 : 0;
          default -> 0;
        };
      }
      double all = within(8, 20) || leaving ? 48 : 80;
      double idle = within(0, 2) ? 8 : 0;
      double fragmented = within(2, 3) ? 8 : 0;
      double unhealthy = day == 2 && within(12, 18) ? 8 : 0;
      return switch (state) {
        case "busy" -> all - idle - fragmented - unhealthy;
        case "idle" -> idle;
        case "fragmented" -> fragmented;
        case "shifting" -> arriving ? 32 : 0;
        default -> unhealthy;
      };
    }
  }
}
