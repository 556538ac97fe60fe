package dev.fungible.configuration;

import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.settings.SettingException;
import dev.fungible.scheduler.settings.Settings;
import dev.fungible.scheduler.spi.NoSettings;
import dev.fungible.scheduler.spi.Policy;
import dev.fungible.scheduler.spi.PolicyFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Policies that bid for nothing, with settings of every shape. */
final class SamplePolicies {

  private static final Policy SILENT = snapshot -> List.of();

  private SamplePolicies() {}

  static PolicyRegistry registry() {
    return PolicyRegistry.of(
        List.of(
            new Guarantee(),
            new Demand(),
            new Plain("forecast"),
            new Plain("queue"),
            new Touchy()));
  }

  /** A mapping by class, with records as values. */
  static final class Guarantee implements PolicyFactory<Guarantee.Promises> {

    record Promises(SortedMap<WorkloadClass, Promise> classes) {}

    record Promise(int nodes, int lend) {
      Promise {
        if (lend > nodes) {
          throw new SettingException("lend", lend, "at most what is promised, " + nodes);
        }
      }
    }

    @Override
    public String name() {
      return "guarantee";
    }

    @Override
    public Promises defaults() {
      return new Promises(new TreeMap<>());
    }

    @Override
    public Policy create(Promises settings) {
      return SILENT;
    }
  }

  /**
   * Scalars of every type, a nested record, a list of records, a component that may be left out.
   */
  static final class Demand implements PolicyFactory<Demand.Following> {

    enum Pace {
      AT_ONCE,
      OFF
    }

    record Smoothing(double weight, Duration window) {}

    record Window(Instant from, Duration length, @Nullable Integer nodes) {}

    record Following(
        double headroom,
        Duration stabilization,
        int most,
        long budget,
        boolean eager,
        Pace pace,
        String note,
        Smoothing smoothing,
        List<Window> windows,
        SortedMap<String, Double> weights,
        @Nullable WorkloadClass first) {

      Following {
        Settings.requireWithin("headroom", headroom, 0, 10);
        Settings.requireUpTo("stabilization", stabilization, Duration.ofDays(7));
        weights.forEach((key, weight) -> Settings.requireWithin("weights." + key, weight, 0, 1));
      }
    }

    @Override
    public String name() {
      return "demand";
    }

    @Override
    public Following defaults() {
      return new Following(
          0.1,
          Duration.ofMinutes(30),
          100,
          5_000_000_000L,
          true,
          Pace.AT_ONCE,
          "steady",
          new Smoothing(0.5, Duration.ofHours(1)),
          List.of(),
          new TreeMap<>(Map.of("rack", 1.0)),
          null);
    }

    @Override
    public Policy create(Following settings) {
      if (settings.most() < settings.headroom()) {
        throw new SettingException("most", settings.most(), "at least the headroom");
      }
      return SILENT;
    }
  }

  /** No settings at all. */
  record Plain(String name) implements PolicyFactory<NoSettings> {

    @Override
    public NoSettings defaults() {
      return new NoSettings();
    }

    @Override
    public Policy create(NoSettings settings) {
      return SILENT;
    }
  }

  /** Fails in its own ways. */
  static final class Touchy implements PolicyFactory<Touchy.Mood> {

    record Mood(int mood) {}

    @Override
    public String name() {
      return "touchy";
    }

    @Override
    public Mood defaults() {
      return new Mood(1);
    }

    @Override
    public Policy create(Mood settings) {
      if (settings.mood() == 0) {
        throw new UnsupportedOperationException("not today");
      }
      return SILENT;
    }
  }
}
