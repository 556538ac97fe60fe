package dev.fungible.operator.observe;

import dev.fungible.configuration.DurationText;
import dev.fungible.operator.view.Keys;
import dev.fungible.operator.view.MinNodes;
import dev.fungible.operator.view.PodView;
import dev.fungible.scheduler.model.WorkloadClass;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a gang's users say of it in annotations, on any of its pods. Where pods differ, the latest
 * checkpoint, the highest cost and the strictest wish count. A value that cannot be read counts as
 * not there, and is a problem.
 */
final class GangTerms {

  private static final Duration RESTART_OF_BATCH = Duration.ofMinutes(3);
  private static final Duration DEAREST_RESTART = Duration.ofDays(7);

  private final String where;
  private final Survey survey;
  private @Nullable Instant checkpoint;
  private @Nullable Duration restart;
  private int minNodes;
  private boolean checkpointsOnRequest;
  private boolean doNotDisrupt;

  GangTerms(String gang, List<PodView> pods, Survey survey) {
    this.where = "gang " + gang;
    this.survey = survey;
    for (PodView pod : pods) {
      if (!pod.annotations().isEmpty()) {
        pod.annotations().entrySet().forEach(this::read);
      }
    }
  }

  boolean checkpointsOnRequest() {
    return checkpointsOnRequest;
  }

  boolean doNotDisrupt() {
    return doNotDisrupt;
  }

  /** What a restart costs: by default 3 minutes for batch work, nothing for serving. */
  Duration restart(WorkloadClass workloadClass) {
    if (restart != null) {
      return restart;
    }
    return workloadClass.isServing() ? Duration.ZERO : RESTART_OF_BATCH;
  }

  /** Up to when its work survives a stop; null for serving, which has no work to lose. */
  @Nullable Instant lastSafePoint(WorkloadClass workloadClass, Instant startedAt) {
    if (workloadClass.isServing()) {
      return null;
    }
    // What a run was restored from is older than the run itself, and lost nothing since.
    return checkpoint == null || checkpoint.isBefore(startedAt) ? startedAt : checkpoint;
  }

  /** The number of nodes that it can shrink to. */
  int minNodes(int nodes, boolean isJob) {
    if (minNodes > 0 && !isJob) {
      survey.badAnnotation(
          where, Keys.MIN_NODES, Integer.toString(minNodes), "nothing, as only a Job can shrink");
    }
    return minNodes == 0 || !isJob ? nodes : Math.min(minNodes, nodes);
  }

  private void read(Map.Entry<String, String> annotation) {
    String text = annotation.getValue();
    switch (annotation.getKey()) {
      case Keys.LAST_CHECKPOINT -> readCheckpoint(text);
      case Keys.RESTART_COST -> readRestart(text);
      case Keys.MIN_NODES -> readMinNodes(text);
      case Keys.CHECKPOINTS_ON_REQUEST ->
          checkpointsOnRequest |= isTrue(Keys.CHECKPOINTS_ON_REQUEST, text);
      case Keys.DO_NOT_DISRUPT -> doNotDisrupt |= isTrue(Keys.DO_NOT_DISRUPT, text);
      default -> {}
    }
  }

  private void readCheckpoint(String text) {
    Instant read = survey.past(where, Keys.LAST_CHECKPOINT, text).orElse(null);
    if (read != null && (checkpoint == null || read.isAfter(checkpoint))) {
      checkpoint = read;
    }
  }

  private void readRestart(String text) {
    Duration read = DurationText.parse(text).orElse(Duration.ofNanos(-1));
    if (read.isNegative() || read.compareTo(DEAREST_RESTART) > 0) {
      survey.badAnnotation(where, Keys.RESTART_COST, text, "a duration up to 7d, like 5m");
    } else if (restart == null || read.compareTo(restart) > 0) {
      restart = read;
    }
  }

  private void readMinNodes(String text) {
    OptionalInt read = MinNodes.read(text);
    if (read.isPresent()) {
      minNodes = Math.max(minNodes, read.getAsInt());
    } else {
      survey.badAnnotation(where, Keys.MIN_NODES, text, "a number of nodes from 1 to 999999");
    }
  }

  private boolean isTrue(String annotation, String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> {
        survey.badAnnotation(where, annotation, text, "\"true\" or \"false\"");
        yield false;
      }
    };
  }
}
