package dev.fungible.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.scheduler.model.ClusterSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "now == timestamp('2026-03-02T08:00:00Z')",
        "now.getHours() == 8 && now.getHours('Europe/Berlin') == 9",
        "now.getDayOfWeek() == 1",
        "now - duration('1h') < now",
        "!classes.training.serving && classes.inference.serving",
        "classes.training.held == 8 && classes.inference.held == 5 && classes.ranking.held == 0",
        "classes.training.heldGpus == 4 * 8 + 4 * 4",
        "classes.inference.demand == 35.5 && classes.inference.demandNodes == 5",
        "classes.training.demand == 0.0 && classes.training.demandNodes == 0",
        "classes.training.runningGangs == 1 && classes.training.runningGpus == 12",
        "classes.training.pendingGangs == 2 && classes.training.pendingGpus == 20",
        "classes.training.longestWait == duration('20m')",
        "classes.inference.longestWait == duration('0s')",
        "classes.inference.highestDemand(duration('30m')) == 35.5",
        "classes.inference.highestDemand(duration('2h')) == 60.0",
        "classes.inference.highestDemand(duration('-1h')) == 35.5",
        "classes.inference.demandAt(now - duration('24h')) == 20.0",
        "classes.inference.demandAt(now - duration('48h')) == 0.0",
        "classes.inference.nodesFor(17) == 3 && classes.inference.nodesFor(16.5) == 3",
        "classes.training.nodesFor(17) == 5 && classes.training.nodesFor(-2.5) == 0",
        "leadTime(classes.training, classes.inference) == duration('4m')",
        "leadTime(classes.inference, classes.training) == duration('6m')",
        "pools.h100.nodes == 10 && pools.h100.healthy == 9 && pools.h100.shifting == 1",
        "pools.h100.gpusPerNode == 8 && pools['a100'].gpusPerNode == 4",
        "pools.h100.held.inference == 5 && pools.h100.held.training == 4",
        "pools.a100.held['inference'] == 0",
        "cluster.nodes == 14 && cluster.healthy == 13 && cluster.shifting == 1",
        "cluster.gpus == 96 && cluster.runningGangs == 1 && cluster.runningGpus == 12",
        "cluster.pendingGangs == 2 && cluster.pendingGpus == 20",
        "size(classes) == 3 && 'training' in classes && !('h200' in pools)",
        "has(classes.training) && !has(classes.unheard)",
        "classes.exists(c, classes[c].pendingGangs > 0)",
        "pools.all(p, pools[p].nodes > 0) && pools.exists_one(p, p.startsWith('h'))",
        "pools.filter(p, pools[p].gpusPerNode == 8) == ['h100']",
        "math.greatest(classes.inference.held, 7) == 7 && math.ceil(1.2) == 2.0",
        "1 < 1.5 && 2.0 == double(2)"
      })
  void showsWhatIsInTheSnapshot(String condition) {
    assertThat(Try.holds(condition)).isTrue();
    assertThat(Try.holds("!(" + condition + ")")).isFalse();
  }

  @Test
  void anEmptyClusterIsShownAsWell() {
    ClusterSnapshot empty = ClusterSnapshot.at(Samples.NOW).build();
    View view = new View(empty);

    assertThat(View.VARIABLES.keySet()).allSatisfy(name -> assertThat(view.find(name)).isPresent());
    assertThat(view.find("classes").orElseThrow()).asString().contains("held=0");
    assertThat(Try.bids(empty, Try.rule("cluster.nodes"))).isEmpty();
  }
}
