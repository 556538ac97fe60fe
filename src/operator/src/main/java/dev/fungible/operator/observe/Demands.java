package dev.fungible.operator.observe;

import dev.fungible.configuration.PoolSettings;
import dev.fungible.operator.view.PodView;
import dev.fungible.scheduler.model.Demand;
import dev.fungible.scheduler.model.Gpus;
import dev.fungible.scheduler.model.PendingGang;
import dev.fungible.scheduler.model.WorkloadClass;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What serving classes want: the GPUs that their pods hold or wait for. A pod that is ending wants
 * nothing any more.
 */
final class Demands {

  private static final String SOURCE = "GPUs that its pods hold or wait for";

  private final Survey survey;
  private final Map<WorkloadClass, Long> wanted = new TreeMap<>();

  Demands(Survey survey) {
    this.survey = survey;
  }

  /** Counts the pods on these nodes. */
  void addRunning(Collection<SeenNode> nodes, PodIndex pods) {
    for (SeenNode node : nodes) {
      // Pods on a node are nearly always of one class: they are added up before they are counted.
      WorkloadClass counted = node.node().labelled();
      long sum = 0;
      for (PodView pod : pods.on(node.view().name())) {
        int gpus = node.gpusOf(pod);
        if (gpus > 0 && !pod.deleting()) {
          WorkloadClass worksFor = survey.classOf(pod).orElse(node.node().labelled());
          if (!worksFor.equals(counted)) {
            count(counted, node.pool(), sum);
            counted = worksFor;
            sum = 0;
          }
          sum += gpus;
        }
      }
      count(counted, node.pool(), sum);
    }
  }

  private void count(WorkloadClass worksFor, PoolSettings pool, long gpus) {
    if (gpus > 0 && survey.poolsFor(worksFor).contains(pool)) {
      wanted.merge(worksFor, gpus, Long::sum);
    }
  }

  /** Counts the gangs that wait. */
  void addPending(Collection<PendingGang> gangs) {
    gangs.forEach(gang -> wanted.merge(gang.workloadClass(), (long) gang.gpus(), Long::sum));
  }

  /**
   * A demand for each serving class that some pool suits, zero where it has no pods, and with its
   * history.
   */
  List<Demand> list(DemandHistory history) {
    List<Demand> result = new ArrayList<>();
    for (WorkloadClass serving : survey.configuration().classes()) {
      List<String> pools = survey.poolsFor(serving).stream().map(PoolSettings::name).toList();
      if (serving.isServing() && !pools.isEmpty()) {
        double gpus = wanted.getOrDefault(serving, 0L);
        var past = history.observe(serving.name(), survey.now(), gpus);
        result.add(new Demand(serving, pools, new Gpus(gpus), past, SOURCE));
      }
    }
    return result;
  }
}
