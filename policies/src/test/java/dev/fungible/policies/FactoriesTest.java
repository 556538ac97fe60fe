package dev.fungible.policies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.policies.baseline.Reactive;
import dev.fungible.policies.baseline.StaticSplit;
import dev.fungible.policies.baseline.Yesterday;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.TimeSeries;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.spi.Bid;
import dev.fungible.scheduler.spi.PolicyFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FactoriesTest {

  static Stream<PolicyFactory<?>> factories() {
    return ServiceLoader.load(PolicyFactory.class).stream()
        .map(provider -> (PolicyFactory<?>) provider.get());
  }

  static Stream<Named<PolicyFactory<?>>> named() {
    return factories().map(factory -> Named.of(factory.name(), factory));
  }

  @Test
  void allAreFoundOnce() {
    assertThat(factories().map(Object::getClass))
        .containsExactlyInAnyOrder(
            DemandFollowing.class,
            FairShare.class,
            Forecast.class,
            Guarantee.class,
            Loan.class,
            QueueFilling.class,
            Reactive.class,
            Schedule.class,
            ServiceObjectives.class,
            StaticSplit.class,
            Value.class,
            Yesterday.class);
  }

  @Test
  void theirNamesAreDistinct() {
    assertThat(factories().map(PolicyFactory::name))
        .containsExactlyInAnyOrder(
            "demand",
            "fair-share",
            "forecast",
            "guarantee",
            "loan",
            "queue",
            "reactive",
            "schedule",
            "slo",
            "static",
            "value",
            "yesterday");
  }

  @ParameterizedTest
  @MethodSource("named")
  void aPolicyOfDefaultsBidsForWhatIsThereAndSaysWhy(PolicyFactory<?> factory) {
    ClusterSnapshot snapshot =
        Snapshots.training(4)
            .gang("g", 4, "n0")
            .waiting(8)
            .demand(WorkloadClass.INFERENCE, 8)
            .build();

    List<Bid> bids = bids(factory, snapshot);

    assertThat(bids)
        .allSatisfy(
            bid -> {
              assertThat(bid.policy()).isEqualTo(factory.name());
              assertThat(bid.pools()).isSubsetOf("p");
              assertThat(bid.reason()).isNotBlank();
            });
    assertThat(bids(factory, snapshot)).isEqualTo(bids);
  }

  @ParameterizedTest
  @MethodSource("named")
  void theOrderOfWhatIsSeenDoesNotMatter(PolicyFactory<?> factory) {
    Snapshots snapshots =
        Snapshots.training(9)
            .pool("old", new TreeMap<>(Map.of(WorkloadClass.INFERENCE, 0.5)))
            .nodes("old", 3)
            .gang("g", 4, "n0")
            .waiting(8, 16, 3)
            .usage(WorkloadClass.TRAINING, Duration.ofHours(3), 40)
            .usage(WorkloadClass.RANKING, Duration.ofHours(2), 9)
            .demand(WorkloadClass.INFERENCE, 40)
            .demand(WorkloadClass.RANKING, 20);
    List<Bid> bids = bids(factory, snapshots.build());
    assertThat(bids(factory, snapshots.reversed().build())).isEqualTo(bids);
  }

  @ParameterizedTest
  @MethodSource("named")
  void aPolicyBearsAnEmptyCluster(PolicyFactory<?> factory) {
    assertThat(bids(factory, new Snapshots().build())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("named")
  void nobodyBidsForPoolsThatDoNotSuit(PolicyFactory<?> factory) {
    ClusterSnapshot snapshot =
        new Snapshots()
            .pool("p", 8, WorkloadClass.TRAINING)
            .node("p", WorkloadClass.INFERENCE)
            .waiting(8)
            .build();

    assertThat(snapshot.pools()).extracting(NodePool::name).containsExactly("p");
    assertThat(bids(factory, snapshot))
        .noneMatch(bid -> bid.workloadClass().equals(WorkloadClass.TRAINING));
  }

  @ParameterizedTest
  @MethodSource("named")
  void aDemandThatNoPoolCanMeetIsPassedOver(PolicyFactory<?> factory) {
    ClusterSnapshot snapshot =
        Snapshots.training(1).demand(WorkloadClass.INFERENCE, 8, TimeSeries.EMPTY).build();

    assertThat(bids(factory, snapshot))
        .noneMatch(bid -> bid.workloadClass().equals(WorkloadClass.INFERENCE));
  }

  private static <S extends Record> List<Bid> bids(
      PolicyFactory<S> factory, ClusterSnapshot snapshot) {
    return factory.create(factory.defaults()).bid(snapshot);
  }
}
