package dev.fungible.simulator.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fungible.simulator.account.Account;
import dev.fungible.simulator.account.Day;
import dev.fungible.simulator.account.Held;
import dev.fungible.simulator.account.Moves;
import dev.fungible.simulator.account.Report;
import dev.fungible.simulator.account.Service;
import dev.fungible.simulator.replay.Gain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;

/**
 * An account for programs: GPU-hours, hours and counts in full precision, null where there is none.
 * Fields may be added at the end of an object, never renamed.
 */
public final class AccountJson {

  private AccountJson() {}

  /** Writes the account in UTF-8; an existing file is replaced. */
  public static void write(Report report, Path file) throws IOException {
    Files.writeString(file, render(report));
  }

  /** The account as text that ends with a line feed. */
  public static String render(Report report) {
    return JsonFields.pretty(tree(report));
  }

  /** The account as JSON. */
  static ObjectNode tree(Report report) {
    Account account = report.account();
    ObjectNode root = object();
    root.put("source", account.source());
    root.put("from", account.period().from().toString());
    root.put("to", account.period().to().toString());
    root.put("zone", account.period().zone().getId());
    root.put("observedHours", account.observedHours());
    root.put("capacityGpuHours", account.capacityGpuHours());
    root.put("wasteIdentityError", account.wasteError());
    ObjectNode pools = root.putObject("pools");
    account.held().forEach((pool, classes) -> pools.set(pool, pool(account, pool, classes)));
    root.set("services", services(account.services(), account.observedHours()));
    ArrayNode moves = root.putArray("moves");
    account.moves().forEach((pair, one) -> moves.add(moves(pair, one)));
    ArrayNode days = root.putArray("days");
    account.days().forEach(day -> days.add(day(day)));
    Gain gain = report.gain();
    if (gain == null) {
      root.putNull("gain");
    } else {
      root.set("gain", gain(gain));
    }
    ArrayNode notes = root.putArray("notes");
    report.notes().forEach(notes::add);
    return root;
  }

  private static ObjectNode pool(Account account, String pool, SortedMap<String, Held> classes) {
    ObjectNode node = object();
    JsonFields.put(node, "capacity", account.capacity().getOrDefault(pool, Double.NaN));
    ObjectNode inner = node.putObject("classes");
    classes.forEach(
        (name, held) -> {
          ObjectNode parts = held(held);
          parts.put("lost", account.lostGpuHours(pool, name));
          inner.set(name, parts);
        });
    return node;
  }

  private static ObjectNode held(Held held) {
    ObjectNode node = object();
    node.put("busy", held.busy());
    node.put("idle", held.idle());
    node.put("fragmented", held.fragmented());
    node.put("shifting", held.shifting());
    node.put("unhealthy", held.unhealthy());
    return node;
  }

  private static ObjectNode services(SortedMap<String, Service> services, double observedHours) {
    ObjectNode node = object();
    services.forEach(
        (name, service) -> {
          ObjectNode inner = node.putObject(name);
          inner.put("demanded", service.demanded());
          inner.put("unmet", service.unmet());
          inner.put("unmetHours", service.unmetHours());
          inner.put("demandAttainment", service.demandAttainment());
          inner.put("timeAttainment", service.timeAttainment(observedHours));
        });
    return node;
  }

  private static ObjectNode moves(Account.Pair pair, Moves moves) {
    ObjectNode node = object();
    node.put("from", pair.from());
    node.put("to", pair.to());
    node.put("started", moves.started());
    node.put("finished", moves.finished());
    node.put("rolledBack", moves.rolledBack());
    node.put("failed", moves.failed());
    node.put("reversed", moves.reversed());
    JsonFields.put(node, "preempting", moves.preempting());
    node.put("lost", moves.lost());
    JsonFields.put(node, "meanSeconds", moves.meanSeconds());
    return node;
  }

  private static ObjectNode day(Day day) {
    ObjectNode node = object();
    node.put("name", day.period().day());
    node.put("from", day.period().from().toString());
    node.put("to", day.period().to().toString());
    node.put("observedHours", day.observedHours());
    ObjectNode held = node.putObject("classes");
    day.held().forEach((name, one) -> held.set(name, held(one)));
    node.set("services", services(day.services(), day.observedHours()));
    node.put("moves", day.moves());
    node.put("lost", day.lost());
    return node;
  }

  private static ObjectNode gain(Gain gain) {
    ObjectNode node = object();
    node.put("wholeDays", gain.wholeDays());
    ArrayNode cases = node.putArray("cases");
    for (Gain.Case one : gain.cases()) {
      ObjectNode inner = cases.addObject();
      inner.put("work", one.work());
      inner.set("moving", row(gain, one.moving()));
      ArrayNode splits = inner.putArray("splits");
      for (Gain.Row split : one.splits()) {
        ObjectNode row = row(gain, split);
        row.put("gain", one.perDay(split));
        JsonFields.put(row, "low", one.range(split).map(Gain.Range::low).orElse(Double.NaN));
        JsonFields.put(row, "high", one.range(split).map(Gain.Range::high).orElse(Double.NaN));
        splits.add(row);
      }
    }
    return node;
  }

  private static ObjectNode row(Gain gain, Gain.Row row) {
    ObjectNode node = object();
    node.put("name", row.name());
    node.put("description", row.description());
    node.put("trainingPerDay", row.trainingPerDay());
    ObjectNode demand = node.putObject("demandAttainment");
    ObjectNode time = node.putObject("timeAttainment");
    for (String name : gain.past().demand().classes()) {
      demand.put(name, row.demandAttainment(name));
      time.put(name, row.timeAttainment(name));
    }
    return node;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
