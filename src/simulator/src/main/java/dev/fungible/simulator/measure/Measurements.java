package dev.fungible.simulator.measure;

import dev.fungible.scheduler.model.TimeSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;

/** A server that keeps measurements over time and answers queries in PromQL. */
public interface Measurements {

  /** What it is called in messages. */
  String name();

  /** Every finite number that the query had at that time, by its labels. */
  SortedMap<SortedMap<String, String>, Double> at(String query, Instant time);

  /** Every series that the query had, a step apart, by its labels. */
  SortedMap<SortedMap<String, String>, TimeSeries> between(
      String query, Instant from, Instant to, Duration step);
}
