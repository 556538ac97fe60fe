package dev.fungible.policies;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Demand;
import dev.fungible.scheduler.model.Gpus;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.settings.Settings;
import dev.fungible.scheduler.spi.Bid;
import dev.fungible.scheduler.spi.Policy;
import dev.fungible.scheduler.spi.PolicyFactory;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Gives serving classes what they will want by the time at which a shift that starts now, or at the
 * next decision, is over: a {@link PeakForecast} and a {@link Margin} that is calibrated on its own
 * recent errors. With too little history it follows demand.
 */
public final class Forecast implements PolicyFactory<Forecast.ForecastSettings> {

  private static final Duration THIN = Duration.ofHours(12);
  private static final double STRICT = 0.01;

  /** When errors are this much larger than usual, people are told. */
  private static final double ROUGH = 1.5;

  /**
   * How closely to forecast.
   *
   * @param shortfall by class, the share of the time in which it may want more than it has, above 0
   *     to 0.5; classes that are not named are held to 0.01
   * @param margin time until the next decision, which the forecast reaches beyond the lead time of
   *     a shift, up to an hour
   * @param stabilization how long a level is held after it fell, up to a day
   * @param thin what to do while there is less than half a day of history
   */
  public record ForecastSettings(
      SortedMap<WorkloadClass, Double> shortfall,
      Duration margin,
      Duration stabilization,
      DemandFollowing.DemandSettings thin) {

    public ForecastSettings {
      shortfall.forEach(
          (workloadClass, share) ->
              Settings.requireWithin("shortfall." + workloadClass.name(), share, 0.001, 0.5));
      shortfall = Collections.unmodifiableSortedMap(new TreeMap<>(shortfall));
      Settings.requireUpTo("margin", margin, Duration.ofHours(1));
      Settings.requireUpTo("stabilization", stabilization, Duration.ofDays(1));
    }

    private double shortfallOf(WorkloadClass workloadClass) {
      return shortfall.getOrDefault(workloadClass, STRICT);
    }
  }

  @Override
  public String name() {
    return "forecast";
  }

  @Override
  public ForecastSettings defaults() {
    SortedMap<WorkloadClass, Double> shortfall = new TreeMap<>();
    shortfall.put(WorkloadClass.INFERENCE, 0.02);
    shortfall.put(WorkloadClass.RANKING, STRICT);
    return new ForecastSettings(
        shortfall,
        Duration.ofMinutes(5),
        Duration.ofMinutes(30),
        new DemandFollowing.DemandSettings(0.2, Duration.ofMinutes(30)));
  }

  @Override
  public Policy create(ForecastSettings settings) {
    return snapshot ->
        snapshot.demands().stream()
            .filter(demand -> demand.workloadClass().isServing() && !demand.pools().isEmpty())
            .map(demand -> bid(settings, demand, snapshot))
            .toList();
  }

  private Bid bid(ForecastSettings settings, Demand demand, ClusterSnapshot snapshot) {
    DemandGrid grid = DemandGrid.of(demand, snapshot.time());
    if (grid.span().compareTo(THIN) < 0) {
      return thin(settings, demand, snapshot, grid.span());
    }
    Duration ahead = leadTime(demand.workloadClass(), snapshot).plus(settings.margin());
    int window = cells(ahead);
    double unit = Levels.smallestNode(demand.pools(), snapshot);
    PeakForecast forecast = new PeakForecast(grid, window, unit);
    Margin margins = new Margin(grid, forecast, window, cells(settings.stabilization()), unit);
    double shortfall = settings.shortfallOf(demand.workloadClass());
    double margin = margins.of(shortfall);
    int now = grid.size() - 1;
    int nodes = Levels.nodesFor(new Gpus(margins.held(now, margin)), demand.pools(), snapshot);
    String reason =
        String.format(
            Locale.ROOT,
            "%.1f nodes now, %.1f expected at most within %s (%+.1f by season), %.1f more for"
                + " errors%s, so that %.1f %% of the time is short",
            grid.at(now) / unit,
            forecast.expected(now) / unit,
            ahead,
            forecast.seasonal(now) / unit,
            margin * forecast.errorSize(now) / unit,
            roughness(forecast.roughness()),
            100 * shortfall);
    return bid(demand, nodes, reason);
  }

  private Bid thin(
      ForecastSettings settings, Demand demand, ClusterSnapshot snapshot, Duration span) {
    int nodes = DemandFollowing.nodes(settings.thin(), demand, snapshot);
    return bid(demand, nodes, "follows demand, with only " + span + " of history to learn from");
  }

  private Bid bid(Demand demand, int nodes, String reason) {
    return new Bid(
        name(),
        demand.workloadClass(),
        demand.pools(),
        Tier.PROTECT,
        1,
        nodes,
        Duration.ZERO,
        reason);
  }

  private static String roughness(double roughness) {
    return roughness < ROUGH
        ? ""
        : String.format(Locale.ROOT, ", which are %.1f times as large as usual", roughness);
  }

  /** The longest from a class that gives nodes: batch work, or any other where there is none. */
  private static Duration leadTime(WorkloadClass to, ClusterSnapshot snapshot) {
    return snapshot.classes().stream()
        .filter(from -> !from.equals(to) && !from.isServing())
        .map(from -> snapshot.leadTimes().of(from, to))
        .max(Duration::compareTo)
        .orElse(snapshot.leadTimes().unlearned());
  }

  private static int cells(Duration time) {
    return (int) Math.ceilDiv(time.toMillis(), DemandGrid.CELL.toMillis());
  }
}
