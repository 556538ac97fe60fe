package dev.fungible.policies;

import dev.fungible.policies.Objective.Kind;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.settings.SettingException;
import dev.fungible.scheduler.settings.Settings;
import dev.fungible.scheduler.settings.SignalName;
import dev.fungible.scheduler.spi.Bid;
import dev.fungible.scheduler.spi.Policy;
import dev.fungible.scheduler.spi.PolicyFactory;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps serving classes within objectives that are measured: what a signal says is turned into GPUs
 * by the formula of the objective's {@link Kind}. It protects while an objective burns, prepares
 * head-room otherwise, more of it the more of the error budget is spent, and gives nodes up slowly.
 * Where a signal is missing or old it asks for what the class holds, so that doubt releases
 * nothing.
 */
public final class ServiceObjectives implements PolicyFactory<ServiceObjectives.SloSettings> {

  private static final int MOST = 10;
  private static final Duration REMEMBERED = Duration.ofHours(1);

  /**
   * Objectives, and how they are pursued.
   *
   * @param classes objectives by serving class
   * @param stabilization how long signals must have been lower before nodes are given up, up to 1h,
   *     for which signals are remembered
   * @param headroom share on top of what the objectives need, from 0 to 10
   * @param maxHeadroom the share once the error budget is spent, from {@code headroom} to 10
   * @param growth how many times what serves now the objectives may ask for, from 1 to 10
   */
  public record SloSettings(
      SortedMap<WorkloadClass, ClassObjectives> classes,
      Duration stabilization,
      double headroom,
      double maxHeadroom,
      double growth) {

    public SloSettings {
      for (WorkloadClass workloadClass : classes.keySet()) {
        if (!workloadClass.isServing()) {
          String found = "objectives of a class of kind Batch";
          throw new SettingException("classes." + workloadClass, found, "a class of kind Serving");
        }
      }
      Settings.requireUpTo("stabilization", stabilization, REMEMBERED);
      Settings.requireWithin("headroom", headroom, 0, 10);
      Settings.requireWithin("maxHeadroom", maxHeadroom, headroom, 10);
      Settings.requireWithin("growth", growth, 1, 10);
      classes = Collections.unmodifiableSortedMap(new TreeMap<>(classes));
    }
  }

  /**
   * What one class has to keep.
   *
   * @param objectives 1 to 10, all of which are to hold
   * @param budget a signal that says which share of the error budget is left, from 0 to 1; null
   *     where none is kept
   */
  public record ClassObjectives(List<Objective> objectives, @Nullable SignalName budget) {

    public ClassObjectives {
      objectives = List.copyOf(objectives);
      if (objectives.isEmpty() || objectives.size() > MOST) {
        throw new SettingException(
            "objectives", "a list of " + objectives.size(), "1 to " + MOST + " objectives");
      }
    }
  }

  @Override
  public String name() {
    return "slo";
  }

  @Override
  public SloSettings defaults() {
    return new SloSettings(new TreeMap<>(), Duration.ofMinutes(30), 0.1, 0.3, 2);
  }

  @Override
  public Policy create(SloSettings settings) {
    return snapshot ->
        settings.classes().entrySet().stream()
            .flatMap(entry -> bids(settings, entry, snapshot))
            .toList();
  }

  private Stream<Bid> bids(
      SloSettings settings,
      Map.Entry<WorkloadClass, ClassObjectives> of,
      ClusterSnapshot snapshot) {
    List<String> pools = Levels.poolsFor(of.getKey(), snapshot);
    if (pools.isEmpty() || !snapshot.classes().contains(of.getKey())) {
      return Stream.empty();
    }
    ServingCapacity capacity =
        ServingCapacity.of(of.getKey(), pools, snapshot, settings.stabilization());
    return new ObjectiveBids(name(), settings, of.getValue(), capacity, snapshot).bids().stream();
  }
}
