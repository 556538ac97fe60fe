package dev.fungible.operator.act;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobSurvivalTest {

  private static final String IGNORED =
      "{action: 'Ignore', onPodConditions: [{type: 'DisruptionTarget', status: 'True'}]}";
  private static final String COUNTED =
      "{action: 'Count', onPodConditions: [{type: 'DisruptionTarget', status: 'True'}]}";
  private static final String JOB_FAILS =
      "{action: 'FailJob', onPodConditions: [{type: 'DisruptionTarget', status: 'True'}]}";
  private static final String INDEX_FAILS =
      "{action: 'FailIndex', onPodConditions: [{type: 'DisruptionTarget', status: 'True'}]}";
  private static final String NOTHING_LEFT = "backoffLimit: 0, ";
  private static final String MUCH_LEFT = "backoffLimit: 100, ";

  @Test
  void evictionsCountAsFailuresUpToTheLimit() {
    String job =
        "{spec: {backoffLimit: 6}, status: {failed: 3, uncountedTerminatedPods: {failed: ['u']}}}";
    assertThat(objection(job, 2)).isEmpty();
    assertThat(objection(job, 3))
        .get()
        .asString()
        .contains("3 evicted pods", "4 earlier ones", "backoffLimit is 6", "Maybe");
  }

  @Test
  void theFirstRuleThatMatchesAnEvictedPodDecides() {
    assertThat(objection(NOTHING_LEFT, IGNORED, JOB_FAILS)).isEmpty();
    assertThat(objection(MUCH_LEFT, JOB_FAILS, IGNORED))
        .get()
        .asString()
        .contains("rule 1 ", "FailJob", "DisruptionTarget");
    assertThat(objection(MUCH_LEFT, INDEX_FAILS, IGNORED)).get().asString().contains("FailIndex");
    assertThat(objection(NOTHING_LEFT, COUNTED, IGNORED)).get().asString().contains("Limit is 0");
    assertThat(objection(MUCH_LEFT, COUNTED, JOB_FAILS)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{action: 'FailJob', onPodConditions: [{type: 'ConfigIssue', status: 'True'}]}",
        "{action: 'FailJob', onPodConditions: [{type: 'DisruptionTarget', status: 'False'}]}",
        "{action: 'FailJob', onExitCodes: {operator: 'In', values: [1, 42]}}",
        "{action: 'FailJob', onExitCodes: {operator: 'NotIn', values: [137, 143]}}"
      })
  void aRuleThatDoesNotMatchIsPassedOver(String rule) {
    assertThat(objection(NOTHING_LEFT, rule, IGNORED)).isEmpty();
    assertThat(objection(MUCH_LEFT, rule)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "onExitCodes: {operator: 'In', values: [42, 143]}",
        "onExitCodes: {containerName: 'main', operator: 'In', values: [137]}",
        "onExitCodes: {operator: 'NotIn', values: [42]}",
        "onExitCodes: {operator: 'NotIn', values: [143]}"
      })
  void anExitCodeOfAStoppedContainerMayFailTheJobBeforeALaterRuleForgives(String codes) {
    String rule = "{action: 'FailJob', " + codes + "}";
    assertThat(objection(MUCH_LEFT, rule, IGNORED)).get().asString().contains("exit code 1");
    assertThat(objection(MUCH_LEFT, rule)).isPresent();
    assertThat(objection(NOTHING_LEFT, IGNORED, rule)).isEmpty();
  }

  @Test
  void nobodyCountsOnAnExitCodeThatWouldForgive() {
    String rule = "{action: 'Ignore', onExitCodes: {operator: 'In', values: [137, 143]}}";
    assertThat(objection(NOTHING_LEFT, rule)).get().asString().contains("Limit is 0");
    assertThat(objection(MUCH_LEFT, rule, JOB_FAILS)).get().asString().contains("rule 2 ");
  }

  @Test
  void anExitCodeThatMayCountDoesSoBeforeARuleThatForgives() {
    String rule = "{action: 'Count', onExitCodes: {operator: 'In', values: [143]}}";
    assertThat(objection(NOTHING_LEFT, rule, IGNORED)).get().asString().contains("Limit is 0");
    assertThat(objection(MUCH_LEFT, rule, IGNORED)).isEmpty();
  }

  @Test
  void anActionThatIsNotKnownIsTakenForTheWorst() {
    assertThat(objection(MUCH_LEFT, IGNORED.replace("Ignore", "Explode")))
        .get()
        .asString()
        .contains("Explode");
  }

  @Test
  void anIndexMayFailAsOftenAsItsOwnLimitSays() {
    String job = "{spec: {backoffLimit: 2147483647, backoffLimitPerIndex: 2}}";
    assertThat(objection(job, 2, Map.of("p-0", 0, "p-1", 1))).isEmpty();
    assertThat(objection(job, 2, Map.of("p-0", 0, "p-1", 2)))
        .get()
        .asString()
        .contains("pod p-1", "2 earlier ones", "backoffLimitPerIndex is 2");
  }

  @Test
  void anIndexThatFailsIsNotGivenUpForTheRoomOfMaxFailedIndexes() {
    String job = "{spec: {backoffLimitPerIndex: 0, maxFailedIndexes: 5}}";
    assertThat(objection(job, 1, Map.of("p-0", 0))).get().asString().contains("pod p-0");
  }

  @Test
  void aLimitOfTheWholeJobHoldsBesideThatOfEachIndex() {
    String job = "{spec: {backoffLimit: 3, backoffLimitPerIndex: 8}, status: {failed: 2}}";
    assertThat(objection(job, 1, Map.of("p-0", 0))).isEmpty();
    assertThat(objection(job, 2, Map.of("p-0", 0, "p-1", 0)))
        .get()
        .asString()
        .contains("backoffLimit is 3");
  }

  private static Optional<String> objection(String limit, String... rules) {
    String policy = "podFailurePolicy: {rules: [" + String.join(", ", rules) + "]}";
    return objection("{spec: {" + limit + policy + "}}", 1);
  }

  /** Nobody asks how often indexes have failed. */
  private static Optional<String> objection(String job, int pods) {
    return new JobSurvival(Json.tree(job))
        .objection(
            pods,
            () -> {
              throw new AssertionError("there are no indexes with a limit of their own");
            });
  }

  private static Optional<String> objection(String job, int pods, Map<String, Integer> failures) {
    return new JobSurvival(Json.tree(job)).objection(pods, () -> new TreeMap<>(failures));
  }
}
