package dev.fungible.operator.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fungible.operator.view.Keys;
import dev.fungible.operator.view.Taint;
import org.junit.jupiter.api.Test;

class NodeEditTest {

  private static final Taint WANTED = new Taint("k", "v", Taint.NO_SCHEDULE);

  @Test
  void aPatchHoldsWhatChangesAndWhatItWasReadAs() {
    NodeEdit edit =
        edit("labels: {a: '1', b: '2'}, annotations: {c: '3'}", "[]")
            .label("a", "9")
            .label("b", "2")
            .annotation("c", null)
            .annotation("d", "4");
    assertThat(edit.isEmpty()).isFalse();
    assertThat(edit.patch())
        .isEqualTo(
            Json.tree(
                "{metadata: {labels: {a: '9'}, annotations: {c: null, d: '4'},"
                    + " uid: 'u', resourceVersion: '7'}}"));
  }

  @Test
  void whatIsSoAlreadyIsNoChange() {
    NodeEdit edit =
        edit("labels: {a: '1'}", "[{key: 'k', value: 'v', effect: 'NoSchedule'}]")
            .label("a", "1")
            .label("b", null)
            .annotation("c", null)
            .taint(WANTED)
            .withoutTaint("other");
    assertThat(edit.isEmpty()).isTrue();
  }

  @Test
  void taintsOfOthersStayAsTheyAre() {
    String other =
        "{key: 'node.kubernetes.io/unreachable', effect: 'NoExecute',"
            + " timeAdded: '2026-03-02T10:00:00Z'}";
    NodeEdit edit = edit("", "[" + other + ", {key: 'k', effect: 'NoExecute'}]").taint(WANTED);
    assertThat(edit.patch().path("spec").path("taints"))
        .isEqualTo(Json.tree("[" + other + ", {key: 'k', value: 'v', effect: 'NoSchedule'}]"));
  }

  @Test
  void aTaintTakesThePlaceOfAllOthersOfItsKey() {
    NodeEdit edit =
        edit(
                "",
                "[{key: 'k', value: 'v', effect: 'NoSchedule'},"
                    + " {key: 'k', value: 'v', effect: 'NoExecute'}]")
            .taint(WANTED);
    assertThat(edit.isEmpty()).isFalse();
    assertThat(edit.patch().path("spec").path("taints"))
        .isEqualTo(Json.tree("[{key: 'k', value: 'v', effect: 'NoSchedule'}]"));
  }

  @Test
  void theLastTaintGoesWithTheWholeList() {
    NodeEdit edit = edit("", "[{key: 'k', value: 'v', effect: 'NoSchedule'}]").withoutTaint("k");
    assertThat(edit.hasTaint("k")).isFalse();
    assertThat(edit.patch().path("spec").path("taints")).isEqualTo(Json.tree("[]"));
  }

  @Test
  void aNodeWithoutTaintsMayGetOne() {
    NodeEdit edit = new NodeEdit(Json.tree("{metadata: {name: 'n', uid: 'u'}}")).taint(WANTED);
    assertThat(edit.hasTaint("k")).isTrue();
    assertThat(edit.patch().path("spec").path("taints")).hasSize(1);
  }

  @Test
  void whatIsReadStaysAsItIs() {
    var live = Json.tree("{metadata: {labels: {}}, spec: {taints: [{key: 'k'}]}}");
    var before = live.deepCopy();
    new NodeEdit(live).withoutTaint("k").taint(WANTED).label("a", "1").patch();
    assertThat(live).isEqualTo(before);
  }

  @Test
  void aRecordThatCannotBeReadNamesTheNodeAndTheAnnotation() {
    NodeEdit edit = edit("annotations: {'fungible.dev/shift': '{}'}", "[]");
    assertThatThrownBy(edit::record)
        .hasMessageContaining("node n")
        .hasMessageContaining(Keys.SHIFT);
    assertThat(edit("", "[]").record()).isEmpty();
  }

  @Test
  void aNodeOnItsWayOutSaysSo() {
    assertThat(edit("deletionTimestamp: '2026-03-02T10:00:00Z'", "[]").isDeleting()).isTrue();
    assertThat(edit("", "[]").isDeleting()).isFalse();
  }

  private static NodeEdit edit(String metadata, String taints) {
    String named = "name: 'n', uid: 'u', resourceVersion: '7'" + (metadata.isEmpty() ? "" : ", ");
    return new NodeEdit(
        Json.tree("{metadata: {" + named + metadata + "}, spec: {taints: " + taints + "}}"));
  }
}
