package dev.fungible.simulator.report;

import dev.fungible.simulator.account.Account;
import dev.fungible.simulator.account.Account.Pair;
import dev.fungible.simulator.account.Day;
import dev.fungible.simulator.account.Held;
import dev.fungible.simulator.account.Moves;
import dev.fungible.simulator.account.Period;
import dev.fungible.simulator.account.Report;
import dev.fungible.simulator.account.Service;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Accounts of two days of one pool, half of which somebody saw. */
final class SampleAccount {

  private SampleAccount() {}

  /** With a class of that name beside training. */
  static Report of(String serving, List<String> notes) {
    Instant start = Instant.parse("2026-03-02T00:00:00Z");
    Period period = new Period(start, start.plus(Duration.ofDays(2)), ZoneOffset.UTC);
    var held =
        new TreeMap<>(
            Map.of(
                "training", new Held(700, 20, 30, 10, 40), serving, new Held(180, 10, 0, 10, 0)));
    var services = new TreeMap<>(Map.of(serving, new Service(200, 5, 0.5)));
    List<Day> days =
        period.days().stream().map(day -> new Day(day, 12, held, services, 3, 1.25)).toList();
    Moves lent = new Moves(4, 3, 1, 0, 0, OptionalDouble.empty(), 2.5, OptionalDouble.of(400));
    Account account =
        new Account(
            "The server",
            period,
            24,
            new TreeMap<>(Map.of("main", 1010.0)),
            new TreeMap<>(Map.of("main", held)),
            new TreeMap<>(Map.of("main", new TreeMap<>(Map.of("training", 2.5)))),
            services,
            new TreeMap<>(Map.of(serving, 90.0)),
            new TreeMap<>(Map.of(new Pair("training", serving), lent)),
            days);
    return new Report(account, null, notes);
  }
}
