package dev.fungible.operator.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Freshness;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.NodeCondition;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.plan.Allocation;
import dev.fungible.scheduler.plan.Decision;
import dev.fungible.scheduler.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatusReportTest {

  private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

  private final List<ObjectNode> written = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final StatusReport report = new StatusReport(written::add, "replica-1", () -> problems);

  @Test
  void countsNodesByWhatTheirLabelsSayAndListsShiftsUnderWay() throws Exception {
    report.onCycle(cycle(0, node("a", null), node("b", shift("b")), down("c")));

    JsonNode status = last();
    assertThat(status.path("leader").asText()).isEqualTo("replica-1");
    assertThat(status.at("/pools/0").toString())
        .isEqualTo(
            "{\"name\":\"h100\",\"mode\":\"Enforce\",\"nodes\":3,\"unhealthy\":1,"
                + "\"classes\":{\"training\":3}}");
    assertThat(status.path("shiftsUnderWay").asInt()).isEqualTo(1);
    assertThat(status.at("/shifts/0/node").asText()).isEqualTo("b");
    assertThat(status.at("/shifts/0/phase").asText()).isEqualTo("PENDING");
    assertThat(status.path("problems")).isEmpty();
  }

  @Test
  void isNotWrittenAgainWhenTimeAloneHasPassed() {
    report.onCycle(cycle(0, node("a", null)));
    report.onCycle(cycle(60, node("a", null)));

    assertThat(written).hasSize(1);
  }

  @Test
  void waitsThirtySecondsBetweenTwoWritesAndThenTellsTheLatest() throws Exception {
    report.onCycle(cycle(0, node("a", null)));
    report.onCycle(cycle(10, node("a", null), node("b", null)));
    report.onCycle(cycle(29, node("a", null), node("b", null)));
    assertThat(written).hasSize(1);

    report.onCycle(cycle(30, node("a", null), node("b", null), node("c", null)));

    assertThat(written).hasSize(2);
    assertThat(last().at("/pools/0/nodes").asInt()).isEqualTo(3);
  }

  @Test
  void tellsWhatIsMissingAndWhatOthersSay() throws Exception {
    problems.add("the configuration is refused");
    ClusterSnapshot blind =
        ClusterSnapshot.at(START).freshness(new Freshness(Duration.ZERO, List.of("pods"))).build();
    report.onCycle(cycle(blind));

    assertThat(last().path("problems"))
        .extracting(JsonNode::asText)
        .containsExactly("the configuration is refused", "Not read: pods");
  }

  private JsonNode last() throws Exception {
    String text = written.getLast().at("/data/status").asText();
    return new ObjectMapper().readTree(text);
  }

  private static CycleReport cycle(int second, GpuNode... nodes) {
    return cycle(
        ClusterSnapshot.at(START.plusSeconds(second))
            .pools(List.of(NodePool.uniform("h100", 8, Mode.ENFORCE)))
            .nodes(List.of(nodes))
            .build());
  }

  private static CycleReport cycle(ClusterSnapshot snapshot) {
    Plan plan = new Plan(List.of(), List.of(), List.of());
    Allocation allocation = new Allocation(List.of(), List.of());
    Decision decision = new Decision(List.of(), List.of(), allocation, plan);
    return new CycleReport(snapshot, decision, List.of(), List.of());
  }

  private static GpuNode node(String name, @Nullable Shift shift) {
    return new GpuNode(
        name, "h100", "", WorkloadClass.TRAINING, START, null, NodeCondition.IDLE, shift);
  }

  private static GpuNode down(String name) {
    return new GpuNode(
        name, "h100", "", WorkloadClass.TRAINING, START, null, NodeCondition.DOWN, null);
  }

  private static Shift shift(String node) {
    return Shift.planned(
        node, WorkloadClass.TRAINING, WorkloadClass.RANKING, Tier.PROTECT, null, START, "why");
  }
}
