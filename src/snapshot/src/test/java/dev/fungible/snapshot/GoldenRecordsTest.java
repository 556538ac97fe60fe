package dev.fungible.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.configuration.Configuration;
import dev.fungible.configuration.ConfigurationReader;
import dev.fungible.configuration.EngineFactory;
import dev.fungible.configuration.PolicyRegistry;
import dev.fungible.scheduler.plan.LeastLoss;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The record of each snapshot in {@code src/test/resources/plans}; {@code -Dgolden.refresh=true}
 * writes what is there now.
 */
class GoldenRecordsTest {

  private static final Path PLANS = Path.of("src", "test", "resources", "plans");
  private static final boolean REFRESH = Boolean.getBoolean("golden.refresh");
  private static final PolicyRegistry POLICIES =
      PolicyRegistry.load(GoldenRecordsTest.class.getClassLoader());

  static List<String> cases() throws IOException {
    return GoldenPlansTest.cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theSnapshotGivesTheRecord(String name) throws IOException {
    DecisionRecord decision = decision(name);
    Path golden = PLANS.resolve(name).resolve("record.jsonl");
    String lines = String.join("\n", DecisionLines.write(decision)) + "\n";
    if (REFRESH) {
      Files.writeString(golden, lines);
    }
    assertThat(lines).isEqualTo(Files.readString(golden));
    assertThat(DecisionLines.read(golden)).containsExactly(decision);
  }

  static DecisionRecord decision(String name) throws IOException {
    SnapshotFile file = SnapshotReader.read(PLANS.resolve(name).resolve("snapshot.json"));
    byte[] document = file.configuration().getBytes(StandardCharsets.UTF_8);
    Configuration configuration = new ConfigurationReader(POLICIES).read("configuration", document);
    var engine = new EngineFactory(POLICIES).engine(configuration, new LeastLoss());
    return DecisionRecords.of(
        Cycles.of(file.snapshot(), engine.decide(file.snapshot()), List.of()),
        new Origin(Origin.OPERATOR, "replica-1", "7f7046", "41"),
        12,
        List.of(),
        List.of());
  }
}
