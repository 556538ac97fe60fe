package dev.fungible.operator.signal;

import dev.fungible.configuration.QuerySettings;
import dev.fungible.scheduler.model.Signal;
import dev.fungible.scheduler.model.TimeSeries;
import java.time.Duration;
import java.time.Instant;

/** What is known of one signal. Safe for use by several threads. */
final class SignalTrack {

  /** For how long numbers are remembered. */
  static final Duration KEPT = Duration.ofHours(1);

  private final QuerySettings settings;
  private final int most;
  private volatile Signal signal;

  /**
   * A track of which nothing is known.
   *
   * @param every how long at least there is between two numbers
   */
  SignalTrack(String name, QuerySettings settings, Duration every) {
    this.settings = settings;
    this.most = (int) KEPT.dividedBy(every) + 1;
    signal = new Signal(name, settings.maxAge(), TimeSeries.EMPTY, "");
  }

  /** How it is measured. */
  QuerySettings settings() {
    return settings;
  }

  /** As it is known now. */
  Signal signal() {
    return signal;
  }

  /** Whether a number was ever measured, or looked up. */
  boolean isKnown() {
    return signal.samples().size() > 0;
  }

  /** Takes what was measured before anybody looked. */
  synchronized void recall(TimeSeries past) {
    signal = new Signal(signal.name(), settings.maxAge(), past, signal.problem());
  }

  /** Takes a number; what is not earlier is from before the clock went back, and is forgotten. */
  synchronized void measured(Instant time, double number) {
    TimeSeries samples = signal.samples().before(time).plus(time, number, most);
    signal = new Signal(signal.name(), settings.maxAge(), samples, "");
  }

  /** Takes why there is no number. */
  synchronized void failed(String problem) {
    signal = new Signal(signal.name(), settings.maxAge(), signal.samples(), problem);
  }
}
