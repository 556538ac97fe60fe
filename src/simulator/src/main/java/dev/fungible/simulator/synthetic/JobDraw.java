package dev.fungible.simulator.synthetic;

import dev.fungible.simulator.trace.JobFile;
import dev.fungible.simulator.trace.TrainingJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Draws jobs until their work is within 1 % of what is wanted; one that would exceed it is thrown
 * away and the next tried, so that one giant cannot double the load.
 */
final class JobDraw {

  private static final double CLOSE = 0.01;
  private static final int TRIES = 10_000;
  private static final double DAY_SECONDS = 86_400;

  /** A job that has no time yet. */
  private record Shape(int gpus, Duration duration) {

    double work() {
      return gpus * (double) duration.toSeconds();
    }
  }

  private final WorldSettings settings;
  private final double work;
  private final List<Shape> shapes = new ArrayList<>();
  private double left;

  /** Draws for so many GPU-seconds of work. */
  JobDraw(WorldSettings settings, double work) {
    this.settings = settings;
    this.work = work;
    this.left = work;
  }

  /** The jobs by submit time, named in that order; times are independent of sizes. */
  List<TrainingJob> jobs() {
    addLongRuns(new Draws(settings.seed(), "long runs"));
    addOthers(new Draws(settings.seed(), "jobs"));
    shuffle(new Draws(settings.seed(), "order"));
    long[] submits = submits(new Draws(settings.seed(), "submits"));
    List<TrainingJob> jobs = new ArrayList<>();
    for (int i = 0; i < submits.length; i++) {
      Shape shape = shapes.get(i);
      Duration submit = Duration.ofSeconds(submits[i]);
      jobs.add(new TrainingJob(JobFile.jobName(i + 1), submit, shape.duration(), shape.gpus()));
    }
    return jobs;
  }

  private void addLongRuns(Draws draws) {
    LongRuns runs = settings.jobs().longRuns();
    long count = Math.round(runs.perDay() * settings.span().toSeconds() / DAY_SECONDS);
    for (long i = 0; i < count; i++) {
      int nodes = draws.wholeBetween(runs.fewestNodes(), runs.mostNodes());
      double shortest = (double) runs.shortest().toSeconds();
      double seconds = draws.between(shortest, (double) runs.longest().toSeconds());
      int gpus = Math.min(nodes, settings.nodes()) * settings.gpusPerNode();
      take(new Shape(gpus, Duration.ofSeconds(Math.round(seconds))));
    }
  }

  private void addOthers(Draws draws) {
    JobLoad load = settings.jobs();
    SizeLadder sizes = new SizeLadder(load.sizes(), settings.nodes(), settings.gpusPerNode());
    int refused = 0;
    while (left > CLOSE * work && refused < TRIES) {
      boolean taken = take(new Shape(sizes.draw(draws), load.durations().draw(draws)));
      refused = taken ? 0 : refused + 1;
    }
  }

  private boolean take(Shape shape) {
    if (shape.work() > left) {
      return false;
    }
    shapes.add(shape);
    left -= shape.work();
    return true;
  }

  /** By Fisher and Yates, as shapes were drawn long runs first. */
  private void shuffle(Draws draws) {
    for (int i = shapes.size() - 1; i > 0; i--) {
      Shape other = shapes.set(draws.wholeBetween(0, i), shapes.get(i));
      shapes.set(i, other);
    }
  }

  /** Sorted whole seconds, by rejection from the wave. */
  private long[] submits(Draws draws) {
    DailyWave wave = settings.jobs().submits();
    double most = wave.most();
    long[] submits = new long[shapes.size()];
    for (int i = 0; i < submits.length; i++) {
      double at;
      do {
        at = draws.fraction() * settings.span().toSeconds();
      } while (draws.fraction() * most > wave.at(at));
      submits[i] = (long) at;
    }
    Arrays.sort(submits);
    return submits;
  }
}
