package dev.fungible.operator.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fungible.operator.kube.ApiFailure;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.kube.KubePath;
import dev.fungible.scheduler.loop.CycleListener;
import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.snapshot.DecisionLines;
import dev.fungible.snapshot.DecisionRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Keeps in the status ConfigMap, under {@code records}, what was decided last and the latest
 * decisions before it that did anything, oldest first: as many as a small object may hold. At most
 * every 30 seconds, and never before it is known what a former leader has left there. Not for
 * concurrent use.
 */
public final class PublishedRecords implements CycleListener {

  /** The key of the records. */
  public static final String KEY = "records";

  private static final Duration PACE = Duration.ofSeconds(30);

  /** A ConfigMap holds 1 MiB, which they share with the status and the last good document. */
  private static final int MOST_BYTES = 128 << 10;

  private final Consumer<ObjectNode> map;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private Instant writtenAt = Instant.MIN;
  private boolean restored;
  private boolean pending;

  /** A record as lines. */
  private record Entry(List<String> lines, boolean isDeed) {

    int bytes() {
      return lines.stream().mapToInt(line -> line.getBytes(UTF_8).length + 1).sum();
    }

    /** What fits of it, its first line in any case. */
    Entry upTo(int bytes) {
      List<String> fitting = new ArrayList<>();
      int sum = 0;
      for (String line : lines) {
        sum += line.getBytes(UTF_8).length + 1;
        if (!fitting.isEmpty() && sum > bytes) {
          break;
        }
        fitting.add(line);
      }
      return new Entry(fitting, isDeed);
    }
  }

  /**
   * Nothing yet.
   *
   * @param map what the status ConfigMap is to hold, as {@link StatusConfigMap#want} takes it
   */
  public PublishedRecords(Consumer<ObjectNode> map) {
    this.map = map;
  }

  /**
   * What an operator has published; nothing where none has.
   *
   * @param name of the status ConfigMap
   * @throws ApiFailure if the server does not answer, or refuses
   * @throws dev.fungible.snapshot.BadSnapshot if it is of another release, or not written by one
   */
  public static List<DecisionRecord> read(KubeApi api, String namespace, String name) {
    try {
      String text = api.get(KubePath.configMap(namespace, name)).path("data").path(KEY).asText();
      return DecisionLines.read("ConfigMap " + namespace + "/" + name + " " + KEY, text);
    } catch (ApiFailure e) {
      if (e.isNotFound()) {
        return List.of();
      }
      throw e;
    }
  }

  /** Goes on after what a former leader has published; called once, before anything is accepted. */
  public void restore(List<DecisionRecord> published) {
    published.forEach(this::add);
    restored = true;
  }

  /** Whether it is known what a former leader has published. */
  public boolean isRestored() {
    return restored;
  }

  /** Takes what was decided. */
  public void accept(DecisionRecord decision) {
    add(decision);
    pending = true;
  }

  @Override
  public void onCycle(CycleReport report) {
    Instant now = report.snapshot().time();
    if (pending && !writtenAt.isAfter(now.minus(PACE))) {
      flush();
      writtenAt = now;
    }
  }

  /**
   * Publishes what waits for its time, before this process ends. Does nothing before it was
   * restored.
   */
  public void flush() {
    if (pending && restored) {
      ObjectNode content = JsonNodeFactory.instance.objectNode();
      content.putObject("data").put(KEY, text());
      map.accept(content);
      pending = false;
    }
  }

  private void add(DecisionRecord decision) {
    if (!entries.isEmpty() && !entries.getLast().isDeed()) {
      entries.removeLast();
    }
    entries.add(new Entry(DecisionLines.write(decision), decision.isDeed()).upTo(MOST_BYTES));
    int sum = 0;
    Iterator<Entry> newestFirst = entries.descendingIterator();
    while (newestFirst.hasNext()) {
      boolean newest = sum == 0;
      sum += newestFirst.next().bytes();
      if (!newest && sum > MOST_BYTES) {
        newestFirst.remove();
      }
    }
  }

  private String text() {
    List<String> lines = new ArrayList<>();
    entries.forEach(entry -> lines.addAll(entry.lines()));
    return String.join("\n", Collections.unmodifiableList(lines)) + "\n";
  }
}
