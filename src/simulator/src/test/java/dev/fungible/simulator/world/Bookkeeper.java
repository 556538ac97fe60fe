package dev.fungible.simulator.world;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Keeps the books of a simulation a second time, and naively: second by second, from nothing but
 * which job is on which node and what each node is good for.
 */
final class Bookkeeper {

  private final Scenario scenario;
  private final Simulation simulation;
  private final SortedMap<String, Ledger> jobs = new TreeMap<>();
  private final SortedMap<String, Double> served = new TreeMap<>();
  private double idleServing;
  private double idleEmpty;
  private double idleFragmented;
  private double transition;
  private double down;

  Bookkeeper(Scenario scenario, Simulation simulation) {
    this.scenario = scenario;
    this.simulation = simulation;
  }

  /** A job's own account, in seconds on all its GPUs. */
  private static final class Ledger {
    private long progress;
    private long restart;
    private long lost;
    private long owed;
    private int run;

    private void stop(long duration, long interval, long restartCost) {
      if (progress < duration) {
        lost += progress % interval;
        progress -= progress % interval;
        owed = restartCost;
      }
    }
  }

  /** Books every second from now to {@code end}. */
  void book(long end) {
    for (long second = simulation.now(); second < end; second++) {
      bookNodes(second);
      bookJobs();
    }
  }

  private void bookNodes(long second) {
    SortedMap<String, Integer> ready = new TreeMap<>();
    for (SimulatedNode node : simulation.cluster().nodes()) {
      if (!node.isHealthy()) {
        down += 8;
      } else if (!node.isReady(second)) {
        transition += 8;
      } else {
        ready.merge(node.labelled().name(), 1, Integer::sum);
      }
    }
    int step = (int) (second / scenario.demand().step().toSeconds());
    for (int column = 0; column < scenario.demand().classes().size(); column++) {
      String name = scenario.demand().classes().get(column);
      double demand = scenario.demand().nodes(column, step);
      int nodes = ready.getOrDefault(name, 0);
      served.merge(name, 8 * Math.min(demand, nodes), Double::sum);
      idleServing += 8 * Math.max(0, nodes - demand);
    }
    bookIdleTraining(8 * ready.getOrDefault("training", 0), second);
  }

  private void bookIdleTraining(int gpus, long second) {
    int busy = 0;
    boolean waiting = false;
    for (SimulatedJob job : simulation.jobs()) {
      busy += job.isRunning() ? job.gpus() : 0;
      waiting |= !job.isRunning() && job.submit() <= second && !job.isDone(second);
    }
    idleEmpty += waiting ? 0 : gpus - busy;
    idleFragmented += waiting ? gpus - busy : 0;
  }

  private void bookJobs() {
    for (SimulatedJob job : simulation.jobs()) {
      Ledger ledger = jobs.computeIfAbsent(job.name(), name -> new Ledger());
      // A job may start and be stopped again in one second: its restart is due all the same.
      if (job.starts() != ledger.run && job.starts() > 1) {
        stop(job, ledger);
      }
      if (job.isRunning()) {
        ledger.run = job.starts();
        ledger.restart += ledger.owed > 0 ? 1 : 0;
        ledger.progress += ledger.owed > 0 ? 0 : 1;
        ledger.owed = Math.max(0, ledger.owed - 1);
      }
    }
  }

  private void stop(SimulatedJob job, Ledger ledger) {
    Physics physics = scenario.physics();
    ledger.stop(
        durationOf(job), physics.checkpointInterval().toSeconds(), physics.restart().toSeconds());
  }

  private long durationOf(SimulatedJob job) {
    return scenario.jobs().stream()
        .filter(given -> given.name().equals(job.name()))
        .findFirst()
        .orElseThrow()
        .duration()
        .toSeconds();
  }

  /** What was booked, in GPU-seconds, by name; call it at the horizon. */
  SortedMap<String, Double> books() {
    SortedMap<String, Double> books = new TreeMap<>(served);
    double goodput = 0;
    double lost = 0;
    double restart = 0;
    for (SimulatedJob job : simulation.jobs()) {
      Ledger ledger = jobs.get(job.name());
      if (!job.isRunning() && ledger.run > 0) {
        stop(job, ledger);
      }
      goodput += (double) ledger.progress * job.gpus();
      lost += (double) ledger.lost * job.gpus();
      restart += (double) ledger.restart * job.gpus();
    }
    books.put("goodput", goodput);
    books.put("lost", lost);
    books.put("restart", restart);
    books.put("idle serving", idleServing);
    books.put("idle training, queue empty", idleEmpty);
    books.put("idle training, fragmented", idleFragmented);
    books.put("transition", transition);
    books.put("down", down);
    return books;
  }

  /** Names of the jobs that hold more GPUs of a node than it has; empty when all is well. */
  TreeSet<String> overbooked() {
    TreeSet<String> result = new TreeSet<>();
    for (SimulatedNode node : simulation.cluster().nodes()) {
      int held = 0;
      for (SimulatedJob job : node.jobs()) {
        held += job.isWide() ? 8 : job.gpus();
      }
      boolean trains = node.labelled().name().equals("training") && node.isHealthy();
      if (held > 8 || node.freeGpus() != 8 - held || (held > 0 && !trains)) {
        node.jobs().forEach(job -> result.add(job.name()));
      }
    }
    return result;
  }
}
