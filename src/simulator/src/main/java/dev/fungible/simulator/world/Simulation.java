package dev.fungible.simulator.world;

import dev.fungible.scheduler.execute.Executor;
import dev.fungible.scheduler.execute.ShiftMachine;
import dev.fungible.scheduler.execute.StepResult;
import dev.fungible.scheduler.loop.ControlLoop;
import dev.fungible.scheduler.loop.CycleListener;
import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.plan.Allocation;
import dev.fungible.simulator.result.Attainment;
import dev.fungible.simulator.result.MoveRecord;
import dev.fungible.simulator.result.RunResult;
import dev.fungible.simulator.trace.TrainingJob;
import dev.fungible.simulator.world.VirtualTime.Urgency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One contender in one scenario: the engine's own control loop over a simulated cluster, in virtual
 * time. The same scenario and contender always give the same result.
 */
public final class Simulation {

  private static final double SECONDS_PER_HOUR = 3600;

  private final Scenario scenario;
  private final Contender contender;
  private final DoubleConsumer progress;
  private final VirtualTime time = new VirtualTime();
  private final SimulatedCluster cluster;
  private final ClusterMeter meter;
  private final DemandSensor sensor;
  private final MoveLog log;
  private final ControlLoop loop;
  private final @Nullable Onlooker onlooker;
  private final List<SimulatedJob> jobs = new ArrayList<>();
  private final List<WorkloadClass> serving;
  private final double[] demand;
  private boolean settlingIsPlanned;

  Simulation(Scenario scenario, Contender contender, DoubleConsumer progress) {
    this(scenario, contender, progress, null);
  }

  private Simulation(
      Scenario scenario,
      Contender contender,
      DoubleConsumer progress,
      @Nullable CycleListener listener) {
    this.scenario = scenario;
    this.contender = contender;
    this.progress = progress;
    serving =
        scenario.demand().classes().stream()
            .sorted()
            .map(name -> new WorkloadClass(name, WorkloadClass.Kind.SERVING))
            .toList();
    demand = new double[serving.size()];
    cluster = new SimulatedCluster(scenario, serving, time);
    meter = new ClusterMeter(scenario, serving);
    sensor = new DemandSensor(scenario, serving, cluster.pools());
    log = new MoveLog(contender.name());
    Executor executor = new Executor(new ShiftMachine(contender.shifts()), cluster, cluster);
    onlooker = listener == null ? null : new Onlooker(cluster, scenario, serving, demand, listener);
    loop = new ControlLoop(cluster, contender.engine(), executor, listeners());
  }

  /**
   * Runs the contender through the scenario.
   *
   * @param progress told now and then how far it has come, from 0 to 1
   */
  public static RunResult run(Scenario scenario, Contender contender, DoubleConsumer progress) {
    return run(new Simulation(scenario, contender, progress));
  }

  /**
   * Runs the contender through the scenario, and tells what is seen of it, with the time of the
   * simulation: after every decision and every pass as on a cluster, and twice between decisions.
   *
   * @param progress told now and then how far it has come, from 0 to 1
   */
  public static RunResult run(
      Scenario scenario, Contender contender, CycleListener listener, DoubleConsumer progress) {
    return run(new Simulation(scenario, contender, progress, listener));
  }

  private static RunResult run(Simulation simulation) {
    long start = System.nanoTime();
    simulation.run(end -> {});
    return simulation.result(Duration.ofNanos(System.nanoTime() - start));
  }

  private CycleListener listeners() {
    Onlooker second = onlooker;
    if (second == null) {
      return log;
    }
    return new CycleListener() {
      @Override
      public void onCycle(CycleReport report) {
        log.onCycle(report);
        second.onCycle(report);
      }

      @Override
      public void onPass(List<StepResult> steps) {
        log.onPass(steps);
        second.onPass(steps);
      }
    };
  }

  /**
   * Runs to the horizon, once.
   *
   * @param witness told of every stretch of time in which nothing changes before it passes, with
   *     its end
   */
  void run(LongConsumer witness) {
    plan();
    time.runUntil(
        scenario.horizonSeconds(),
        end -> {
          witness.accept(end);
          if (onlooker != null) {
            onlooker.elapse(time.now(), end);
          }
          meter.elapse(time.now(), end, cluster, demand);
        });
  }

  /** Seconds since the start. */
  long now() {
    return time.now();
  }

  SimulatedCluster cluster() {
    return cluster;
  }

  ClusterMeter meter() {
    return meter;
  }

  /** The serving classes by name. */
  List<WorkloadClass> serving() {
    return serving;
  }

  /** All jobs in the order of their submission. */
  List<SimulatedJob> jobs() {
    return jobs;
  }

  private void plan() {
    cluster.onChange(this::settleSoon);
    long step = scenario.demand().step().toSeconds();
    for (int i = 0; i < scenario.demand().steps(); i++) {
      int interval = i;
      time.at(i * step, Urgency.DEMAND, () -> demandBecomes(interval));
    }
    for (TrainingJob job : scenario.jobs()) {
      SimulatedJob simulated = new SimulatedJob(job, jobs.size(), scenario.physics());
      jobs.add(simulated);
      time.at(simulated.submit(), Urgency.ARRIVAL, () -> submit(simulated));
    }
    for (SimulatedNode node : cluster.nodes()) {
      planFailures(node);
    }
    time.at(0, Urgency.START, this::assignAtStart);
  }

  private void planFailures(SimulatedNode node) {
    for (Failures.Outage outage : scenario.failures().of(node.index(), scenario.horizonSeconds())) {
      time.at(
          outage.from(),
          Urgency.FAILURE,
          () -> {
            cluster.fail(node);
            cluster.floor().dispatch();
          });
      time.at(outage.to(), Urgency.FAILURE, () -> cluster.repair(node));
    }
  }

  private void demandBecomes(int interval) {
    for (int i = 0; i < demand.length; i++) {
      int column = scenario.demand().indexOf(serving.get(i).name());
      demand[i] = scenario.demand().nodes(column, interval);
    }
    progress.accept((double) interval / scenario.demand().steps());
  }

  private void submit(SimulatedJob job) {
    cluster.floor().submit(job);
    cluster.floor().dispatch();
  }

  /** The first decision assigns every node free of charge; nodes that nobody asked for train. */
  private void assignAtStart() {
    cluster.demands(sensor.sample(0));
    Allocation allocation = contender.engine().decide(cluster.observe()).allocation();
    for (NodePool pool : cluster.pools()) {
      for (WorkloadClass to : serving) {
        int left = allocation.granted(pool.name(), to);
        for (SimulatedNode node : cluster.nodes()) {
          boolean free = node.labelled().equals(WorkloadClass.TRAINING);
          if (left > 0 && free && node.pool().equals(pool.name())) {
            cluster.assignFreely(node, to);
            left--;
          }
        }
      }
    }
    cluster.floor().dispatch();
    planNextDecision();
  }

  private void planNextDecision() {
    long next = time.now() + scenario.physics().decisionPeriod().toSeconds();
    time.at(next, Urgency.DECISION, this::decide);
  }

  private void decide() {
    cluster.demands(sensor.sample(time.now()));
    loop.cycle();
    settle();
    planNextDecision();
  }

  /** Lets shifts go on once all nodes that this second changes have changed. */
  private void settleSoon() {
    if (!settlingIsPlanned) {
      settlingIsPlanned = true;
      time.at(
          time.now(),
          Urgency.SHIFT,
          () -> {
            settlingIsPlanned = false;
            settle();
          });
    }
  }

  /** Lets shifts go on as far as they can in this second. */
  private void settle() {
    boolean moving = cluster.isShifting();
    while (moving) {
      List<StepResult> steps = loop.advance();
      moving = steps.stream().anyMatch(StepResult::entered);
      steps.stream()
          .filter(step -> !step.succeeded())
          .findFirst()
          .ifPresent(
              step -> {
                throw new IllegalStateException(step.shift() + ": " + step.error());
              });
    }
    cluster.floor().dispatch();
  }

  /** What came of it. */
  RunResult result(Duration wall) {
    long now = time.now();
    double hours = now / SECONDS_PER_HOUR;
    double goodput = 0;
    double lost = 0;
    double restart = 0;
    for (SimulatedJob job : jobs) {
      goodput += (double) job.progress(now) * job.gpus();
      lost += job.lostGpuSeconds();
      restart += job.restartGpuSeconds(now);
    }
    SortedMap<String, Attainment> attainment = meter.attainment();
    List<MoveRecord> moves = MoveRecord.of(log.records());
    return new RunResult(
        contender.name(),
        contender.description(),
        ServiceTargets.missed(attainment),
        attainment,
        moves.size() / hours,
        log.reversals(),
        cluster.floor().preemptions() / hours,
        JobSummary.of(jobs, now),
        meter.waste(goodput, lost, restart),
        meter.timeline(),
        log.records(),
        moves,
        wall);
  }
}
