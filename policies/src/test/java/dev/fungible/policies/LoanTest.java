package dev.fungible.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.fungible.policies.Loan.LoanSettings;
import dev.fungible.policies.Loan.Terms;
import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.settings.SettingException;
import dev.fungible.scheduler.spi.Bid;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoanTest {

  private static final WorkloadClass INFERENCE = WorkloadClass.INFERENCE;
  private static final Duration IDLE = Duration.ofMinutes(30);

  @ParameterizedTest(name = "owns {0}, reserve {1}, wants {2} GPUs, wanted {4} {3} min ago: {5}")
  @CsvSource({
    "12, 2, 0, 60, 0, 2",
    "12, 2, 40, 60, 0, 7",
    "12, 2, 41, 60, 0, 8",
    "12, 2, 8, 30, 40, 7",
    "12, 2, 8, 31, 40, 3",
    "12, 2, 800, 60, 0, 12",
    "12, 0, 0, 60, 0, 0",
    "12, 12, 0, 60, 0, 12",
    "0, 0, 80, 60, 0, 0"
  })
  void itKeepsWhatWasWantedLatelyAndAReserveOfItsOwn(
      int own, int reserve, double gpus, long minutesAgo, double before, int level) {
    Snapshots snapshots =
        Snapshots.training(20).demand(INFERENCE, gpus, Duration.ofMinutes(minutesAgo), before);

    List<Bid> bids = bids(new Terms(own, reserve, IDLE), snapshots);

    assertThat(bids).hasSize(1);
    assertThat(bids.getFirst().nodes()).isEqualTo(level);
    assertThat(bids.getFirst().tier()).isEqualTo(Tier.GUARANTEE);
    assertThat(bids.getFirst().reason())
        .contains("owns " + own)
        .endsWith(reserve + " in reserve and lends " + (own - level));
  }

  @ParameterizedTest(name = "holds {0}, wanted {2} GPUs {1} min ago: {3}")
  @CsvSource({"10, 29, 0, 10", "20, 29, 0, 12", "10, 30, 0, 2", "1, 29, 0, 2", "3, 29, 40, 7"})
  void whatIsHeldIsNotLentOnAThinHistory(int held, long minutesAgo, double before, int level) {
    Snapshots snapshots =
        Snapshots.training(9)
            .serving(INFERENCE, held)
            .demand(INFERENCE, 0, Duration.ofMinutes(minutesAgo), before);

    Bid bid = bids(new Terms(12, 2, IDLE), snapshots).getFirst();

    assertThat(bid.nodes()).isEqualTo(level);
  }

  @Test
  void itSaysThatTheHistoryIsThin() {
    Snapshots snapshots = Snapshots.training(9).serving(INFERENCE, 10);

    assertThat(bids(new Terms(12, 2, IDLE), snapshots).getFirst().reason())
        .isEqualTo(
            "owns 12 nodes, holds 10, and lends none of these, because what it wanted is not known"
                + " for all of PT30M");
  }

  @Test
  void othersOweNothing() {
    Snapshots snapshots = Snapshots.training(9).demand(WorkloadClass.RANKING, 80).waiting(8, 8);
    assertThat(bids(new Terms(3, 1, IDLE), snapshots))
        .extracting(Bid::workloadClass)
        .containsExactly(INFERENCE);
  }

  @Test
  void badSettingsAreRefused() {
    assertRefused(() -> new Terms(-1, 0, IDLE), "own", "-1", "at least 0");
    assertRefused(() -> new Terms(3, 4, IDLE), "reserve", "4", "to 3");
    assertRefused(() -> new Terms(3, -1, IDLE), "reserve", "-1", "from 0");
    assertRefused(() -> new Terms(3, 1, Duration.ofDays(8)), "idle", "PT192H", "PT168H");
    TreeMap<WorkloadClass, Terms> lenders = new TreeMap<>();
    lenders.put(WorkloadClass.TRAINING, new Terms(3, 1, IDLE));
    assertRefused(() -> new LoanSettings(lenders), "lenders", "training", "serving");
  }

  private static void assertRefused(
      ThrowingCallable settings, String key, String value, String expected) {
    assertThatThrownBy(settings)
        .asInstanceOf(type(SettingException.class))
        .satisfies(
            refusal -> {
              assertThat(refusal.key()).isEqualTo(key);
              assertThat(refusal.value()).isEqualTo(value);
              assertThat(refusal.expected()).contains(expected);
            });
  }

  private static List<Bid> bids(Terms terms, Snapshots snapshots) {
    TreeMap<WorkloadClass, Terms> lenders = new TreeMap<>();
    lenders.put(INFERENCE, terms);
    return new Loan().create(new LoanSettings(lenders)).bid(snapshots.build());
  }
}
