package dev.fungible.e2e.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fungible.e2e.ControlPlaneExtension;
import dev.fungible.e2e.TestSpace;
import dev.fungible.operator.kube.ApiFailure;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.observe.DemandHistory;
import dev.fungible.operator.observe.DemandHistoryStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ControlPlaneExtension.class)
class DemandHistoryStoreTest {

  private static final String OBJECT = "configmap/" + DemandHistoryStore.CONFIG_MAP;
  private static final String INFERENCE = "{.data.inference}";

  private Instant now = Instant.parse("2026-03-02T12:00:00Z");

  @Test
  void aSuccessorKnowsWhatItsPredecessorSaved(TestSpace space) {
    DemandHistory first = new DemandHistory();
    DemandHistoryStore store = store(space, first);
    assertThat(store.restore()).as("the very first start").isEmpty();
    first.restore(Map.of("inference", "2026-03-02T11:50:00Z 8x3 64", "ranking", at(8)), now);
    store.save();

    DemandHistory next = new DemandHistory();
    assertThat(store(space, next).restore()).isEmpty();
    assertThat(next.isRestored()).isTrue();
    assertThat(next.saved(now)).isEqualTo(first.saved(now));
  }

  @Test
  void nothingIsSavedBeforeItWasRestored(TestSpace space) {
    DemandHistoryStore store = store(space, new DemandHistory());
    store.save();
    assertThat(space.run("get", "configmaps", "-o", "name"))
        .doesNotContain(DemandHistoryStore.CONFIG_MAP);
  }

  @Test
  void itIsSavedOnceAMinuteAndOnlyIfItHasChanged(TestSpace space) {
    DemandHistory history = new DemandHistory();
    DemandHistoryStore store = store(space, history);
    store.restore();
    history.restore(Map.of("inference", at(8)), now);
    store.saveIfDue();
    String version = space.value(OBJECT, "{.metadata.resourceVersion}");

    history.restore(Map.of("inference", at(16)), now);
    now = now.plusSeconds(59);
    store.saveIfDue();
    assertThat(space.value(OBJECT, "{.metadata.resourceVersion}")).isEqualTo(version);

    now = now.plusSeconds(1);
    store.saveIfDue();
    assertThat(space.value(OBJECT, INFERENCE)).endsWith(" 16");
    String changed = space.value(OBJECT, "{.metadata.resourceVersion}");

    now = now.plusSeconds(60);
    store.saveIfDue();
    assertThat(space.value(OBJECT, "{.metadata.resourceVersion}")).isEqualTo(changed);
  }

  @Test
  void whatSomebodyElseSavedMeanwhileIsAddedToAndNotOverwritten(TestSpace space) {
    DemandHistory history = new DemandHistory();
    DemandHistoryStore store = store(space, history);
    store.restore();
    history.restore(Map.of("inference", at(8)), now);
    store.save();
    space.run(
        "patch", OBJECT, "--type=merge", "-p", "{\"data\":{\"inference\":\"" + at(99) + "\"}}");

    history.restore(Map.of("ranking", at(4)), now);
    store.save();
    assertThat(space.value(OBJECT, INFERENCE)).isEqualTo(at(99));
    assertThat(space.value(OBJECT, "{.data.ranking}")).isEqualTo(at(4));
  }

  @Test
  void aConfigMapThatWasDeletedIsMadeAgain(TestSpace space) {
    DemandHistory history = new DemandHistory();
    DemandHistoryStore store = store(space, history);
    store.restore();
    history.restore(Map.of("inference", at(8)), now);
    store.save();
    space.run("delete", OBJECT);

    history.restore(Map.of("inference", at(16)), now);
    store.save();
    assertThat(space.value(OBJECT, INFERENCE)).isEqualTo(at(16));
  }

  @Test
  void aTrackThatIsNoneIsReportedAndBegunAnew(TestSpace space) {
    space.run(
        "create", "configmap", DemandHistoryStore.CONFIG_MAP, "--from-literal=inference=gibberish");
    DemandHistory history = new DemandHistory();
    DemandHistoryStore store = store(space, history);
    assertThat(store.restore())
        .singleElement()
        .satisfies(
            problem -> assertThat(problem.toString()).startsWith("demand history of inference: "));
    history.restore(Map.of("ranking", at(8)), now);
    store.save();
    assertThat(space.value(OBJECT, "{.data}")).doesNotContain("gibberish");
  }

  @Test
  void aServerThatDoesNotSayLeavesTheHistoryUnknown(TestSpace space) {
    DemandHistory history = new DemandHistory();
    KubeApi cut =
        api(space)
            .through(
                chain -> {
                  throw new IOException("cut");
                });
    DemandHistoryStore store = new DemandHistoryStore(cut, space.name(), history, () -> now);
    assertThatThrownBy(store::restore).isInstanceOf(ApiFailure.class);
    assertThat(history.isRestored()).isFalse();
  }

  private static String at(int gpus) {
    return "2026-03-02T11:58:00Z " + gpus;
  }

  private DemandHistoryStore store(TestSpace space, DemandHistory history) {
    return new DemandHistoryStore(api(space), space.name(), history, () -> now);
  }

  private static KubeApi api(TestSpace space) {
    return KubeApi.of(space.plane().client("operator"), Duration.ofSeconds(30));
  }
}
