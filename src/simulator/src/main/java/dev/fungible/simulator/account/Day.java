package dev.fungible.simulator.account;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One day of an account.
 *
 * @param period from when to when
 * @param observedHours of these, how many somebody saw
 * @param held by class
 * @param services by serving class
 * @param moves shifts that finished
 * @param lost GPU-hours that shifts undid
 */
public record Day(
    Period period,
    double observedHours,
    SortedMap<String, Held> held,
    SortedMap<String, Service> services,
    double moves,
    double lost) {

  public Day {
    held = Collections.unmodifiableSortedMap(new TreeMap<>(held));
    services = Collections.unmodifiableSortedMap(new TreeMap<>(services));
  }
}
