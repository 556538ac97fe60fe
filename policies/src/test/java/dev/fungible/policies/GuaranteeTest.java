package dev.fungible.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.fungible.policies.Guarantee.GuaranteeSettings;
import dev.fungible.policies.Guarantee.Promise;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.TimeSeries;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.settings.SettingException;
import dev.fungible.scheduler.spi.Bid;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuaranteeTest {

  @ParameterizedTest(name = "promised {0}, lends {1}, wants {2} GPUs: {3} nodes")
  @CsvSource({
    "6, 4, 0, 2",
    "6, 4, 8, 2",
    "6, 4, 17, 3",
    "6, 4, 40, 5",
    "6, 4, 48, 6",
    "6, 4, 400, 6",
    "6, 0, 0, 6",
    "6, 6, 0, 0",
    "0, 0, 80, 0"
  })
  void aClassHasWhatItWantsBetweenWhatItKeepsAndWhatItWasPromised(
      int promised, int lend, double gpus, int level) {
    ClusterSnapshot snapshot = Snapshots.training(20).demand(WorkloadClass.INFERENCE, gpus).build();

    Bid bid = only(bids(WorkloadClass.INFERENCE, promised, lend, snapshot));

    assertThat(bid.nodes()).isEqualTo(level);
    assertThat(bid.tier()).isEqualTo(Tier.GUARANTEE);
    assertThat(bid.workloadClass()).isEqualTo(WorkloadClass.INFERENCE);
    assertThat(bid.reason()).contains("promised " + promised).contains("lends " + lend);
  }

  @Test
  void aBatchClassWantsWhatItsGangsHoldAndNeed() {
    ClusterSnapshot snapshot =
        Snapshots.training(9).gang("wide", 8, "n0", "n1").gang("one", 4, "n2").waiting(20).build();

    // 16 + 4 + 20 GPUs.
    assertThat(only(bids(WorkloadClass.TRAINING, 8, 8, snapshot)).nodes()).isEqualTo(5);
  }

  @Test
  void classesWithoutAPromiseGetNone() {
    Guarantee guarantee = new Guarantee();
    ClusterSnapshot snapshot = Snapshots.training(9).demand(WorkloadClass.RANKING, 80).build();

    assertThat(guarantee.create(guarantee.defaults()).bid(snapshot)).isEmpty();
    assertThat(bids(WorkloadClass.INFERENCE, 2, 0, snapshot))
        .extracting(Bid::workloadClass)
        .containsExactly(WorkloadClass.INFERENCE);
  }

  @Test
  void onlyPoolsThatSuitCount() {
    ClusterSnapshot snapshot =
        new Snapshots()
            .pool("a", 8, WorkloadClass.INFERENCE)
            .pool("b", 4)
            .pool("c", 8)
            .demand(WorkloadClass.INFERENCE, 16, TimeSeries.EMPTY, "b", "c")
            .build();

    Bid bid = only(bids(WorkloadClass.INFERENCE, 9, 9, snapshot));

    assertThat(bid.pools()).containsExactly("b", "c");
    // As many as are enough of the smaller nodes.
    assertThat(bid.nodes()).isEqualTo(4);
  }

  @ParameterizedTest(name = "nodes {0}, lend {1}: {2} is {3}")
  @CsvSource({"-1, 0, nodes, -1", "3, 4, lend, 4", "3, -1, lend, -1"})
  void impossiblePromisesAreRefused(int nodes, int lend, String key, String value) {
    assertThatThrownBy(() -> new Promise(nodes, lend))
        .asInstanceOf(type(SettingException.class))
        .satisfies(
            refusal -> {
              assertThat(refusal.key()).isEqualTo(key);
              assertThat(refusal.value()).startsWith(value);
              assertThat(refusal.expected()).containsAnyOf("0", "3");
            });
  }

  private static List<Bid> bids(
      WorkloadClass promised, int nodes, int lend, ClusterSnapshot snapshot) {
    TreeMap<WorkloadClass, Promise> promises = new TreeMap<>();
    promises.put(promised, new Promise(nodes, lend));
    return new Guarantee().create(new GuaranteeSettings(promises)).bid(snapshot);
  }

  private static Bid only(List<Bid> bids) {
    assertThat(bids).hasSize(1);
    return bids.getFirst();
  }
}
