package dev.fungible.policies;

import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Demand;
import dev.fungible.scheduler.model.Gpus;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.settings.SettingException;
import dev.fungible.scheduler.settings.Settings;
import dev.fungible.scheduler.spi.Bid;
import dev.fungible.scheduler.spi.Outlook;
import dev.fungible.scheduler.spi.Policy;
import dev.fungible.scheduler.spi.PolicyFactory;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Gives serving classes what they will want by the time at which a shift that starts now, or at the
 * next decision, is over: the highest demand that is expected until then, and a margin that is
 * calibrated on the forecast's own recent errors. With too little history it follows demand.
 *
 * <p>The formulas and their sources are with {@link PeakForecast} and {@link Margin}.
 */
public final class Forecast implements PolicyFactory<Forecast.ForecastSettings> {

  private static final Duration THIN = Duration.ofHours(12);
  private static final double STRICT = 0.01;

  /** A lead time of one shift that hung for a night is no reason to look ahead for as long. */
  private static final Duration FARTHEST = Duration.ofHours(3);

  private static final List<Double> SHOWN = List.of(0.5, 0.9, 0.99);

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
          (workloadClass, share) -> {
            String key = "shortfall." + workloadClass.name();
            Settings.requireWithin(key, share, 0.001, 0.5);
            if (!workloadClass.isServing()) {
              throw new SettingException(key, share, "a class that serves");
            }
          });
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
    Duration ahead =
        Levels.leadTime(demand.workloadClass(), demand.pools(), snapshot).plus(settings.margin());
    int window = Math.clamp(cells(ahead), 1, cells(FARTHEST));
    double unit = Levels.smallestNode(demand.pools(), snapshot);
    PeakForecast forecast = new PeakForecast(grid, window, unit);
    Margin margin = new Margin(grid, forecast, window, cells(settings.stabilization()), unit);
    if (grid.seenFor().compareTo(THIN) < 0 || !margin.isKnown()) {
      int nodes = DemandFollowing.nodes(settings.thin(), demand, snapshot);
      String reason = "follows demand, with only " + grid.seenFor() + " of history to learn from";
      return bid(demand, nodes, reason, null);
    }
    double shortfall = settings.shortfallOf(demand.workloadClass());
    Margin.Tried tried = margin.of(shortfall);
    int now = grid.size() - 1;
    double level = margin.level(now, tried.margin());
    double held = margin.held(now, tried.margin());
    int nodes = Levels.nodesFor(new Gpus(held), demand.pools(), snapshot);
    String reason =
        one(grid.at(now) / unit)
            + " nodes now, "
            + one(forecast.expected(now) / unit)
            + " expected at most within "
            + ahead
            + " ("
            + one(forecast.seasonal(now) / unit)
            + " by season), and "
            + one(tried.margin() * forecast.errorSize(now) / unit)
            + " for errors"
            + roughness(forecast.roughness())
            + ": "
            + one(100 * tried.shortTime())
            + " % of the days tried would have been short, "
            + one(100 * shortfall)
            + " % may be";
    String holding = "; held from before, for " + settings.stabilization() + " after it fell";
    SortedMap<Double, Gpus> likely = new TreeMap<>();
    SHOWN.forEach(probability -> likely.put(probability, margin.within(now, probability)));
    Outlook outlook = new Outlook(DemandGrid.CELL.multipliedBy(window), likely);
    return bid(demand, nodes, held > level ? reason + holding : reason, outlook);
  }

  private Bid bid(Demand demand, int nodes, String reason, @Nullable Outlook outlook) {
    return new Bid(
        name(),
        demand.workloadClass(),
        demand.pools(),
        Tier.PROTECT,
        1,
        nodes,
        Duration.ZERO,
        reason,
        outlook);
  }

  private static String roughness(double roughness) {
    return roughness < ROUGH
        ? ""
        : String.format(Locale.ROOT, ", which are %.1f times as large as usual", roughness);
  }

  /** With one decimal, and no sign before a zero. */
  private static String one(double number) {
    return String.format(Locale.ROOT, "%.1f", Math.round(number * 10) / 10.0 + 0.0);
  }

  private static int cells(Duration time) {
    return (int) Math.ceilDiv(time.toMillis(), DemandGrid.CELL.toMillis());
  }
}
