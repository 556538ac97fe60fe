package dev.fungible.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fungible.operator.view.PodProjection;
import dev.fungible.operator.view.PodView;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pods as their controllers make them; each file says which gang it is of. */
class GangFixturesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "coscheduling",
        "deployment",
        "explicit",
        "job",
        "job-indexed",
        "jobset",
        "kueue-group",
        "leaderworkerset-leader",
        "leaderworkerset-worker",
        "mpijob-launcher",
        "mpijob-worker",
        "plain",
        "pytorchjob",
        "raycluster-worker",
        "statefulset",
        "trainjob",
        "volcano-deployment",
        "volcano-group",
        "volcano-job",
      })
  void aPodIsOfTheGangThatItsControllerMadeItFor(String fixture) throws IOException {
    JsonNode file = read("pods/" + fixture + ".json");
    PodView pod = new PodProjection().of(file.path("pod")).orElseThrow();
    assertThat(GangName.of(pod)).isEqualTo(file.path("gang").asText());
    assertThat(pod.asksFor(PodBuilder.GPU)).isPositive();
  }

  private static JsonNode read(String name) throws IOException {
    try (InputStream json = GangFixturesTest.class.getResourceAsStream(name)) {
      return new ObjectMapper().readTree(Objects.requireNonNull(json, name));
    }
  }
}
