package dev.fungible.simulator.run;

import dev.fungible.simulator.synthetic.DailyWave;
import dev.fungible.simulator.synthetic.FlashCrowds;
import dev.fungible.simulator.synthetic.JobLoad;
import dev.fungible.simulator.synthetic.Noise;
import dev.fungible.simulator.synthetic.ServingLoad;
import dev.fungible.simulator.synthetic.SyntheticWorld;
import dev.fungible.simulator.synthetic.WorldSettings;
import dev.fungible.simulator.world.QueueOrder;
import dev.fungible.simulator.world.Scenario;
import java.time.Duration;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * One of many made-up worlds that differ in all that a forecast may depend on: every third has no
 * season at all, every third a weak one, every third a strong one; all else is drawn.
 *
 * @param number from 1; the same number is the same world
 * @param season share of the mean by which demand swings over the day; 0 for none
 * @param weekend level of weekends
 * @param noise standard deviation, as a share of the load
 * @param memory of the noise
 * @param crowdsPerWeek how often a crowd comes unannounced
 * @param serving mean demand against that of the usual world
 * @param load work of the jobs, as a share of what serving leaves
 */
record VariedWorld(
    int number,
    double season,
    double weekend,
    double noise,
    Duration memory,
    double crowdsPerWeek,
    double serving,
    double load) {

  static VariedWorld of(int number) {
    SplittableRandom random = new SplittableRandom(number);
    double season =
        switch (number % 3) {
          case 0 -> 0;
          case 1 -> random.nextDouble(0.1, 0.35);
          default -> random.nextDouble(0.5, 0.85);
        };
    return new VariedWorld(
        number,
        season,
        season == 0 ? 1 : random.nextDouble(0.6, 1.1),
        random.nextDouble(0.01, 0.12),
        Duration.ofMinutes(random.nextInt(20, 240)),
        random.nextBoolean() ? 0 : random.nextDouble(0.5, 4),
        random.nextDouble(0.6, 1.25),
        random.nextDouble(0.7, 1.3));
  }

  Scenario scenario(Duration span) {
    SyntheticWorld world =
        new SyntheticWorld(
            WorldSettings.of(number)
                .over(span)
                .serving(serving("inference", 12, 15), serving("ranking", 9, 20))
                .training(JobLoad.llmEra(load)));
    return Scenario.of(
        "world-" + number,
        world.demand(),
        world.jobs().jobs(),
        world.settings().nodes(),
        QueueOrder.FIFO);
  }

  private ServingLoad serving(String name, double base, int peakHour) {
    return new ServingLoad(
        name,
        serving * base,
        new DailyWave(season, Duration.ofHours(peakHour), weekend),
        new Noise(noise, memory),
        new FlashCrowds(crowdsPerWeek, 0.4, Duration.ofHours(1)));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%2d season %.2f noise %.2f/%3dm crowds %.1f serving %.2f load %.2f",
        number,
        season,
        noise,
        memory.toMinutes(),
        crowdsPerWeek,
        serving,
        load);
  }
}
