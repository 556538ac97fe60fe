package dev.fungible.operator.act;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;

/**
 * Whether a job goes on after pods of it are evicted, by the rules of the job controller: an
 * evicted pod has failed, its podFailurePolicy says what that means, and its limits say how often
 * it may. Pure. What cannot be known before, like the exit code of a stopped container, is taken
 * for the worst.
 */
final class JobSurvival {

  /** How often the index of a pod has failed; the job controller puts it on the next pod. */
  static final String INDEX_FAILURES = "batch.kubernetes.io/job-index-failure-count";

  private static final String ADVICE =
      " Maybe give it a podFailurePolicy whose first rule ignores the condition DisruptionTarget?";

  /** Those of a container that was told to stop, and of one that was then killed. */
  private static final String[] EXIT_CODES = {"143", "137"};

  /** What becomes of a job whose pod is evicted, from the best to the worst. */
  private enum Action {
    IGNORE,
    COUNT,
    FAIL_INDEX,
    FAIL_JOB;

    static Action of(JsonNode rule) {
      return switch (rule.path("action").asText()) {
        case "Ignore" -> IGNORE;
        case "Count" -> COUNT;
        case "FailIndex" -> FAIL_INDEX;
        // One that is not known here may mean anything.
        default -> FAIL_JOB;
      };
    }
  }

  /**
   * What the policy says of an evicted pod.
   *
   * @param why the rule that says so, for people; empty where none does
   */
  private record Ruling(Action action, String why) {}

  private static final Comparator<Ruling> SEVERITY = Comparator.comparing(Ruling::action);

  private final JsonNode spec;
  private final JsonNode status;

  /** Of the job as the server has it. */
  JobSurvival(JsonNode job) {
    this.spec = job.path("spec");
    this.status = job.path("status");
  }

  /**
   * Why the job would not go on after so many of its pods are evicted; empty if it would.
   *
   * @param indexFailures by name of such a pod, how often its index has failed before; asked for
   *     only where it matters
   */
  Optional<String> objection(int pods, Supplier<SortedMap<String, Integer>> indexFailures) {
    Ruling ruling = ruling();
    return switch (ruling.action) {
      case IGNORE -> Optional.empty();
      case COUNT ->
          exhausted(pods).or(() -> exhaustedIndex(indexFailures)).map(reason -> reason + ADVICE);
      case FAIL_INDEX ->
          Optional.of("an index of its job would fail for good, as " + ruling.why + "." + ADVICE);
      case FAIL_JOB -> Optional.of("its job would fail for good, as " + ruling.why + "." + ADVICE);
    };
  }

  /** The first rule that matches decides; of those that only may match, the worst one. */
  private Ruling ruling() {
    JsonNode rules = spec.path("podFailurePolicy").path("rules");
    Ruling ruling = new Ruling(Action.COUNT, "");
    for (int i = rules.size() - 1; i >= 0; i--) {
      JsonNode rule = rules.get(i);
      Action action = Action.of(rule);
      if (meansEvicted(rule)) {
        ruling = new Ruling(action, because(i, rule, "the condition DisruptionTarget"));
      } else {
        Optional<String> code = exitCode(rule.path("onExitCodes"));
        if (code.isPresent()) {
          Ruling possible = new Ruling(action, because(i, rule, "exit code " + code.get()));
          ruling = SEVERITY.compare(possible, ruling) > 0 ? possible : ruling;
        }
      }
    }
    return ruling;
  }

  private static String because(int index, JsonNode rule, String what) {
    return String.format(
        Locale.ROOT,
        "rule %d of its podFailurePolicy says %s for %s",
        index + 1,
        rule.path("action").asText(),
        what);
  }

  private static boolean meansEvicted(JsonNode rule) {
    return rule.path("onPodConditions")
        .valueStream()
        .anyMatch(
            condition ->
                condition.path("type").asText().equals("DisruptionTarget")
                    && condition.path("status").asText("True").equals("True"));
  }

  /** The exit code of a stopped container that matches, if one does. */
  private static Optional<String> exitCode(JsonNode codes) {
    boolean listed = codes.path("operator").asText().equals("In");
    for (String code : codes.isMissingNode() ? new String[0] : EXIT_CODES) {
      if (listed
          == codes.path("values").valueStream().anyMatch(value -> value.asText().equals(code))) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }

  /** The limit for the job as a whole, which holds beside one for each index. */
  private Optional<String> exhausted(int pods) {
    int failed =
        status.path("failed").asInt()
            + status.path("uncountedTerminatedPods").path("failed").size();
    long limit = spec.path("backoffLimit").asLong(isByIndex() ? Integer.MAX_VALUE : 6);
    return (long) failed + pods <= limit
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "its job would fail for good, for %d evicted pods count as failures beside %d"
                    + " earlier ones, and its backoffLimit is %d.",
                pods,
                failed,
                limit));
  }

  private boolean isByIndex() {
    return spec.has("backoffLimitPerIndex");
  }

  /**
   * A job of which an index has failed fails with it, at the latest when all others are done: it
   * makes no difference whether maxFailedIndexes has room.
   */
  private Optional<String> exhaustedIndex(Supplier<SortedMap<String, Integer>> indexFailures) {
    if (!isByIndex()) {
      return Optional.empty();
    }
    long limit = spec.path("backoffLimitPerIndex").asLong();
    for (Map.Entry<String, Integer> pod : indexFailures.get().entrySet()) {
      if (pod.getValue() + 1L > limit) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "the index of pod %s would fail for good, for its eviction counts as a failure"
                    + " beside %d earlier ones, and backoffLimitPerIndex is %d.",
                pod.getKey(),
                pod.getValue(),
                limit));
      }
    }
    return Optional.empty();
  }
}
