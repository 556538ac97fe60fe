package dev.fungible.simulator.replay;

import dev.fungible.simulator.replay.DayBootstrap.Interval;
import dev.fungible.simulator.run.Lineup;
import dev.fungible.simulator.trace.TrainingJob;
import dev.fungible.simulator.world.Contender;
import dev.fungible.simulator.world.Scenario;
import dev.fungible.simulator.world.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/**
 * The same past with nodes that move, and with splits that do not, for each guess at the work that
 * training had.
 *
 * @param past what is remembered
 * @param cases one a guess
 */
public record Gain(RecordedPast past, List<Case> cases) {

  /** With fewer whole days there is nothing to draw from. */
  private static final int FEWEST_DAYS = 3;

  private static final List<String> SPLITS = List.of("static-tuned", "static-peak");

  public Gain {
    cases = List.copyOf(cases);
  }

  /**
   * What training is taken to have had.
   *
   * @param name in a few words
   * @param jobs time 0 is that of the past's traces
   */
  public record Work(String name, List<TrainingJob> jobs) {

    public Work {
      jobs = List.copyOf(jobs);
    }
  }

  /**
   * What came of one guess.
   *
   * @param work the guess
   * @param moving what the configuration did
   * @param splits what splits did in its place, the most honest first
   */
  public record Case(String work, Row moving, List<Row> splits) {

    public Case {
      splits = List.copyOf(splits);
    }

    /** By how much more training was kept than with that split, in GPU-hours a day. */
    public double perDay(Row split) {
      return moving.trainingPerDay() - split.trainingPerDay();
    }

    /** Where 90 % of that lies if days are drawn anew; empty with fewer than three whole days. */
    public Optional<Range> range(Row split) {
      List<DayTotals> before = whole(split.days);
      if (before.size() < FEWEST_DAYS) {
        return Optional.empty();
      }
      Interval interval = DayBootstrap.difference(training(), before, whole(moving.days));
      return Optional.of(new Range(interval.low(), interval.high()));
    }
  }

  /**
   * One who ran through these days.
   *
   * @param name of the configuration or the split
   * @param description in a line
   * @param days in order
   */
  public record Row(String name, String description, List<DayTotals> days) {

    public Row {
      days = List.copyOf(days);
    }

    /** GPU-hours of training that were kept, a day. */
    public double trainingPerDay() {
      return training().of().applyAsDouble(days);
    }

    /** The share of that class's demand that was met. */
    public double demandAttainment(String workloadClass) {
      return Figure.demand(workloadClass, days);
    }

    /** The share of time in which all of its demand was met. */
    public double timeAttainment(String workloadClass) {
      return Figure.time(workloadClass, days);
    }
  }

  /** From there to there. */
  public record Range(double low, double high) {}

  /**
   * Simulates all.
   *
   * @param moving the configuration that let nodes move
   * @param progress told now and then how far it has come, from 0 to 1
   */
  public static Gain run(
      RecordedPast past, List<Work> guesses, Contender moving, DoubleConsumer progress) {
    List<Case> cases = new ArrayList<>();
    double each = 1.0 / guesses.size() / (SPLITS.size() + 1);
    int done = 0;
    for (Work work : guesses) {
      Scenario scenario = Replay.scenario(past, work.jobs());
      List<Row> rows = new ArrayList<>();
      for (Contender contender : contenders(scenario, moving)) {
        double before = done++ * each;
        var run =
            Simulation.run(scenario, contender, share -> progress.accept(before + share * each));
        rows.add(new Row(contender.name(), contender.description(), DayTotals.of(run, past)));
      }
      cases.add(new Case(work.name(), rows.getFirst(), rows.subList(1, rows.size())));
    }
    return new Gain(past, cases);
  }

  private static List<Contender> contenders(Scenario scenario, Contender moving) {
    List<Contender> all = new ArrayList<>(List.of(moving));
    SPLITS.forEach(name -> all.add(Lineup.baseline(name, scenario)));
    return all;
  }

  /** Whole days that were simulated. */
  public int wholeDays() {
    return whole(cases.getFirst().moving().days()).size();
  }

  private static List<DayTotals> whole(List<DayTotals> days) {
    return days.stream().filter(day -> day.days() == 1).toList();
  }

  private static Figure training() {
    return Figure.all(List.of()).getFirst();
  }
}
