package dev.fungible.simulator.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.configuration.Configuration;
import dev.fungible.configuration.ConfigurationEdit;
import dev.fungible.configuration.EngineFactory;
import dev.fungible.configuration.PolicyRegistry;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.plan.LeastLoss;
import dev.fungible.simulator.world.Contender;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayTest {

  private static final String HEADROOM = "policies[demand].settings.headroom";
  private static final Map<String, Object> DEMAND_AND_QUEUE =
      Map.of("policies", List.of(Map.of("name", "demand"), Map.of("name", "queue")));

  @Test
  void theSameConfigurationMakesNoDifference() {
    String text = ReplayText.render(replay(Duration.ofDays(4), 0.1, 0.1));

    assertThat(text)
        .contains("4.0 days from 2026-03-02T07:30:00Z, 12 nodes of 8 GPUs")
        .contains("No difference is larger than what these days differ among themselves.")
        .contains("Only 4 whole days")
        .doesNotContain("*");
  }

  @Test
  void anotherConfigurationIsJudgedFigureByFigure() {
    Replay replay = replay(Duration.ofDays(5), 0.0, 0.5);
    String text = ReplayText.render(replay);

    assertThat(replay.current()).hasSize(5);
    assertThat(text)
        .contains("ST inference better")
        .contains("training GPU-hours a day worse")
        .containsPattern(
            "ST inference +0\\.\\d{4} +[01]\\.\\d{4} +\\+0\\.\\d{4} +\\+.* to \\+.* \\*");
  }

  @Test
  void withLessThanThreeDaysItDoesNotSoundSure() {
    String text = ReplayText.render(replay(Duration.ofHours(60), 0.0, 0.5));

    assertThat(text)
        .contains("2.5 days")
        .contains("There are 2 whole days, too few to tell a difference from chance: 3 at least.")
        .doesNotContain("%  of chance", "*", "better", "worse");
  }

  @Test
  void theSamePastGivesTheSameText() {
    assertThat(ReplayText.render(replay(Duration.ofDays(3), 0.0, 0.2)))
        .isEqualTo(ReplayText.render(replay(Duration.ofDays(3), 0.0, 0.2)));
  }

  private static Replay replay(Duration length, double current, double candidate) {
    ClusterSnapshot snapshot = Pasts.snapshot(length, Pasts::wave);
    RecordedPast past = RecordedPast.of(snapshot);
    List<Integer> sizes = EndlessWork.sizes(snapshot, past.gpusPerNode());
    return Replay.run(
        past,
        EndlessWork.jobs(past, sizes, Duration.ofHours(2)),
        List.of(),
        contender(current),
        contender(candidate),
        done -> {});
  }

  private static Contender contender(double headroom) {
    PolicyRegistry registry = PolicyRegistry.load(ReplayTest.class.getClassLoader());
    ConfigurationEdit edit = new ConfigurationEdit(registry);
    Configuration plain = edit.apply(Configuration.defaults(registry), DEMAND_AND_QUEUE);
    Configuration changed = edit.apply(plain, Map.of(HEADROOM, headroom));
    return new Contender(
        "h" + headroom,
        "",
        new EngineFactory(registry).engine(changed, new LeastLoss()),
        changed.shifts());
  }
}
