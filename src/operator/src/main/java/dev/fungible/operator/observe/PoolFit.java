package dev.fungible.operator.observe;

import dev.fungible.configuration.PoolSettings;
import dev.fungible.operator.view.Keys;
import dev.fungible.operator.view.PodView;
import dev.fungible.scheduler.model.WorkloadClass;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells in which pools a waiting pod could run once a node there is of its class. */
final class PoolFit {

  private record Question(String pool, Map<String, String> labels) {}

  private final Survey survey;
  private final Map<String, List<Map<String, String>>> labelsByPool = new HashMap<>();
  private final Map<Question, Boolean> answers = new HashMap<>();

  PoolFit(Survey survey, Collection<SeenNode> nodes) {
    this.survey = survey;
    for (SeenNode node : nodes) {
      labelsByPool
          .computeIfAbsent(node.pool().name(), pool -> new ArrayList<>())
          .add(node.view().labels());
    }
  }

  /** Whether any pool has what the pod asks for, whatever its class and its selector. */
  boolean asksForGpus(PodView pod) {
    for (PoolSettings pool : survey.configuration().pools()) {
      if (pod.asksFor(pool.gpuResource()) > 0) {
        return true;
      }
    }
    return false;
  }

  /** GPUs that it asks for in the pools that suit its class; 0 when it could run in none. */
  int gpusOf(PodView pod, WorkloadClass workloadClass) {
    String selected = pod.nodeSelector().get(Keys.CLASS);
    if (selected != null && !selected.equals(workloadClass.name())) {
      return 0;
    }
    int most = 0;
    for (PoolSettings pool : survey.poolsFor(workloadClass)) {
      int gpus = pod.asksFor(pool.gpuResource());
      if (gpus > most && fits(pod, pool)) {
        most = gpus;
      }
    }
    return most;
  }

  private boolean fits(PodView pod, PoolSettings pool) {
    return pod.nodeSelector().isEmpty()
        || answers.computeIfAbsent(new Question(pool.name(), pod.nodeSelector()), this::answer);
  }

  /** A pool without nodes excludes nothing: those to come may have any label. */
  private boolean answer(Question question) {
    List<Map<String, String>> nodes = labelsByPool.getOrDefault(question.pool, List.of());
    return nodes.isEmpty() || nodes.stream().anyMatch(labels -> has(labels, question.labels));
  }

  private static boolean has(Map<String, String> labels, Map<String, String> wanted) {
    for (Map.Entry<String, String> entry : wanted.entrySet()) {
      boolean changes = entry.getKey().equals(Keys.CLASS);
      if (!changes && !entry.getValue().equals(labels.get(entry.getKey()))) {
        return false;
      }
    }
    return true;
  }
}
