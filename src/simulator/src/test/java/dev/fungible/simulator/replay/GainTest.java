package dev.fungible.simulator.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.configuration.Configuration;
import dev.fungible.configuration.EngineFactory;
import dev.fungible.configuration.PolicyRegistry;
import dev.fungible.scheduler.plan.LeastLoss;
import dev.fungible.simulator.world.Contender;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GainTest {

  @Test
  void movingNodesGivesTrainingWhatASplitKeepsForThePeak() {
    Gain gain = gain(Duration.ofDays(4));

    assertThat(gain.cases()).hasSize(1);
    Gain.Case one = gain.cases().getFirst();
    assertThat(one.splits())
        .extracting(Gain.Row::name)
        .containsExactly("static-tuned", "static-peak");
    Gain.Row tuned = one.splits().getFirst();
    Gain.Row peak = one.splits().getLast();
    assertThat(one.perDay(tuned)).isPositive().isLessThan(one.perDay(peak));
    assertThat(one.range(tuned).orElseThrow().low()).isLessThanOrEqualTo(one.perDay(tuned));
    assertThat(one.range(tuned).orElseThrow().high()).isGreaterThanOrEqualTo(one.perDay(tuned));
    assertThat(tuned.demandAttainment("inference")).isGreaterThanOrEqualTo(0.99);
    // The time in which a split finds its places is none of these days.
    assertThat(peak.timeAttainment("inference")).isEqualTo(1);
  }

  @Test
  void withLessThanThreeDaysThereIsNoRange() {
    Gain gain = gain(Duration.ofHours(60));

    assertThat(gain.wholeDays()).isEqualTo(2);
    assertThat(gain.cases().getFirst().range(gain.cases().getFirst().splits().getFirst()))
        .isEmpty();
  }

  private static Gain gain(Duration length) {
    RecordedPast past = RecordedPast.of(Pasts.snapshot(length, Pasts::wave));
    PolicyRegistry registry = PolicyRegistry.load(GainTest.class.getClassLoader());
    Configuration shipped = Configuration.defaults(registry);
    Contender moving =
        new Contender(
            "moving",
            "",
            new EngineFactory(registry).engine(shipped, new LeastLoss()),
            shipped.shifts());
    Gain.Work work =
        new Gain.Work("without end", EndlessWork.jobs(past, List.of(8), Duration.ofHours(2)));
    return Gain.run(past, List.of(work), moving, done -> {});
  }
}
