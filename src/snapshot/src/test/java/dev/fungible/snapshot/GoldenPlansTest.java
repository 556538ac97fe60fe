package dev.fungible.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.configuration.Configuration;
import dev.fungible.configuration.ConfigurationReader;
import dev.fungible.configuration.EngineFactory;
import dev.fungible.configuration.PolicyRegistry;
import dev.fungible.scheduler.plan.LeastLoss;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The plan of each snapshot in {@code src/test/resources/plans}, a folder a case. A new case is a
 * snapshot file alone: {@code -Dgolden.refresh=true} writes what is there now, to be read before it
 * is kept.
 */
class GoldenPlansTest {

  private static final Path PLANS = Path.of("src", "test", "resources", "plans");
  private static final boolean REFRESH = Boolean.getBoolean("golden.refresh");
  private static final PolicyRegistry POLICIES =
      PolicyRegistry.load(GoldenPlansTest.class.getClassLoader());

  static List<String> cases() throws IOException {
    try (Stream<Path> folders = Files.list(PLANS)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void thereAreCases() throws IOException {
    assertThat(cases()).hasSizeGreaterThan(4);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theSnapshotGivesThePlan(String name) throws IOException {
    Path golden = PLANS.resolve(name).resolve("plan.txt");
    String plan = plan(SnapshotReader.read(PLANS.resolve(name).resolve("snapshot.json")));
    if (REFRESH) {
      Files.writeString(golden, plan);
    }
    assertThat(plan).isEqualTo(Files.readString(golden));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theSnapshotIsWrittenAsItWasRead(String name) throws IOException {
    Path golden = PLANS.resolve(name).resolve("snapshot.json");
    SnapshotFile file = SnapshotReader.read(golden);
    if (REFRESH) {
      SnapshotWriter.write(file, golden);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SnapshotWriter.write(file, out);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(Files.readString(golden));
  }

  private static String plan(SnapshotFile file) {
    byte[] document = file.configuration().getBytes(StandardCharsets.UTF_8);
    Configuration configuration = new ConfigurationReader(POLICIES).read("configuration", document);
    return PlanText.render(
        file.snapshot(),
        new EngineFactory(POLICIES).engine(configuration, new LeastLoss()).decide(file.snapshot()));
  }
}
