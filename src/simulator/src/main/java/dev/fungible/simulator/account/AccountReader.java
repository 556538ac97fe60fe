package dev.fungible.simulator.account;

import static dev.fungible.simulator.measure.Selector.label;

import dev.fungible.simulator.account.Account.Pair;
import dev.fungible.simulator.measure.Measurements;
import dev.fungible.simulator.measure.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleConsumer;

/** Makes an account from the metrics of an operator. */
public final class AccountReader {

  private static final double SECONDS = 3600;

  /** More of a period than there is was seen by two. */
  private static final double MOST_SEEN = 1.05;

  private static final String OBSERVED = "fungible_observed_seconds_total";
  private static final String LOST = "fungible_shift_lost_gpu_seconds_total";

  private final Measurements source;
  private final Selector selector;

  /**
   * A reader.
   *
   * @param selector which operator is meant, where there are several
   */
  public AccountReader(Measurements source, Selector selector) {
    this.source = source;
    this.selector = selector;
  }

  /**
   * The account of a period.
   *
   * @param progress told now and then how far it has come, from 0 to 1
   * @throws BadAccount if nothing was measured then, or the same thing twice
   */
  public Account read(Period period, DoubleConsumer progress) {
    Sums sums = new Sums(period);
    double observed = sums.one(OBSERVED);
    requireOne(period, observed);
    SortedMap<String, Double> capacity = sums.by("fungible_capacity_gpu_seconds_total", "pool");
    SortedMap<String, SortedMap<String, Held>> held = new TreeMap<>();
    sums.each("fungible_gpu_seconds_total", "pool,class,state")
        .forEach(
            (labels, hours) ->
                held.computeIfAbsent(label(labels, "pool"), pool -> new TreeMap<>())
                    .merge(
                        label(labels, "class"),
                        Held.of(label(labels, "state"), hours),
                        Held::plus));
    SortedMap<String, SortedMap<String, Double>> lost = new TreeMap<>();
    sums.each(LOST, "pool,from")
        .forEach(
            (labels, hours) ->
                lost.computeIfAbsent(label(labels, "pool"), pool -> new TreeMap<>())
                    .put(label(labels, "from"), hours));
    List<Day> days = new ArrayList<>();
    List<Period> parts = period.days();
    for (Period part : parts) {
      days.add(day(part));
      progress.accept((double) days.size() / parts.size());
    }
    return new Account(
        source.name(),
        period,
        observed,
        capacity,
        held,
        lost,
        services(sums),
        sums.by("fungible_borrowed_gpu_seconds_total", "class"),
        moves(sums),
        days);
  }

  private void requireOne(Period period, double observed) {
    if (observed == 0) {
      throw new BadAccount(
          source.name()
              + " has no increase of "
              + selector.of(OBSERVED)
              + " from "
              + period.from()
              + " to "
              + period.to()
              + "; expected what the operator shows at /metrics. Maybe it is not scraped, its data"
              + " are not kept for so long, or --match fits nothing?");
    }
    if (observed > MOST_SEEN * period.hours()) {
      throw new BadAccount(
          String.format(
              Locale.ROOT,
              "%s has %.1f hours of %s within %.1f; expected one operator, once. Maybe --match"
                  + " LABEL=VALUE, to tell clusters or copies apart?",
              source.name(),
              observed,
              selector.of(OBSERVED),
              period.hours()));
    }
  }

  private Day day(Period part) {
    Sums sums = new Sums(part);
    SortedMap<String, Held> held = new TreeMap<>();
    sums.each("fungible_gpu_seconds_total", "class,state")
        .forEach(
            (labels, hours) ->
                held.merge(
                    label(labels, "class"), Held.of(label(labels, "state"), hours), Held::plus));
    return new Day(
        part,
        sums.one(OBSERVED),
        held,
        services(sums),
        SECONDS * sums.one("fungible_shifts_finished_total"),
        sums.one(LOST));
  }

  private static SortedMap<String, Service> services(Sums sums) {
    SortedMap<String, Double> unmet = sums.by("fungible_unmet_gpu_seconds_total", "class");
    SortedMap<String, Double> hours = sums.by("fungible_unmet_seconds_total", "class");
    SortedMap<String, Service> services = new TreeMap<>();
    sums.by("fungible_demand_gpu_seconds_total", "class")
        .forEach(
            (name, demanded) ->
                services.put(
                    name,
                    new Service(
                        demanded, unmet.getOrDefault(name, 0.0), hours.getOrDefault(name, 0.0))));
    return services;
  }

  private static SortedMap<Pair, Moves> moves(Sums sums) {
    SortedMap<Pair, Double> started = sums.counts("fungible_shifts_started_total");
    SortedMap<Pair, Double> finished = sums.counts("fungible_shifts_finished_total");
    SortedMap<Pair, Double> rolledBack = sums.counts("fungible_shifts_rolled_back_total");
    SortedMap<Pair, Double> failed = sums.counts("fungible_shifts_failed_total");
    SortedMap<Pair, Double> reversed = sums.counts("fungible_shifts_reversed_total");
    SortedMap<Pair, Double> preempting = sums.counts("fungible_shifts_preempting_total");
    SortedMap<Pair, Double> lost = sums.counts(LOST);
    SortedMap<Pair, Double> seconds = sums.counts("fungible_shift_seconds_sum");
    SortedMap<Pair, Double> timed = sums.counts("fungible_shift_seconds_count");
    SortedMap<Pair, Moves> moves = new TreeMap<>();
    started.forEach(
        (pair, count) ->
            moves.put(
                pair,
                new Moves(
                    count,
                    of(finished, pair),
                    of(rolledBack, pair),
                    of(failed, pair),
                    of(reversed, pair),
                    preempting.containsKey(pair)
                        ? OptionalDouble.of(of(preempting, pair))
                        : OptionalDouble.empty(),
                    of(lost, pair) / SECONDS,
                    of(timed, pair) > 0
                        ? OptionalDouble.of(of(seconds, pair) / of(timed, pair))
                        : OptionalDouble.empty())));
    return moves;
  }

  private static double of(SortedMap<Pair, Double> counts, Pair pair) {
    return counts.getOrDefault(pair, 0.0);
  }

  /** By how much counters grew in one period. */
  private final class Sums {

    private final Period period;

    Sums(Period period) {
      this.period = period;
    }

    /** In hours, or GPU-hours, by these labels. */
    SortedMap<SortedMap<String, String>, Double> each(String metric, String by) {
      Duration window = period.length();
      SortedMap<SortedMap<String, String>, Double> sums =
          source.at(selector.increase(metric, window, by), period.to());
      sums.replaceAll((labels, seconds) -> seconds / SECONDS);
      return sums;
    }

    SortedMap<String, Double> by(String metric, String label) {
      SortedMap<String, Double> sums = new TreeMap<>();
      each(metric, label).forEach((labels, hours) -> sums.put(label(labels, label), hours));
      return sums;
    }

    double one(String metric) {
      return each(metric, "").values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** As they are, by donor and receiver. */
    SortedMap<Pair, Double> counts(String metric) {
      SortedMap<Pair, Double> counts = new TreeMap<>();
      each(metric, "from,to")
          .forEach(
              (labels, hours) ->
                  counts.put(
                      new Pair(label(labels, "from"), label(labels, "to")), SECONDS * hours));
      return counts;
    }
  }
}
