package dev.fungible.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fungible.configuration.Configuration;
import dev.fungible.configuration.EngineFactory;
import dev.fungible.configuration.PolicyRegistry;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.plan.Arbiter;
import dev.fungible.scheduler.plan.Decision;
import dev.fungible.scheduler.plan.DecisionEngine;
import dev.fungible.scheduler.plan.LeastLoss;
import dev.fungible.scheduler.plan.Limits;
import dev.fungible.scheduler.plan.NamedPolicy;
import dev.fungible.scheduler.plan.Planner;
import dev.fungible.scheduler.testing.RandomCluster;
import dev.fungible.scheduler.testing.RandomClusters;
import dev.fungible.scheduler.testing.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotFileTest {

  private static final int SEEDS = 400;
  private static final String DOCUMENT = "# mine\napiVersion: fungible.dev/v1alpha1\r\n\t€";
  private static final SnapshotFile SMALL =
      new SnapshotFile(
          ClusterSnapshot.at(Samples.NOW)
              .pools(List.of(Samples.pool("h100")))
              .nodes(Samples.nodes("n", "h100", WorkloadClass.TRAINING, 2))
              .gangs(List.of(Samples.gang("job", "n1")))
              .build(),
          "apiVersion: fungible.dev/v1alpha1\n");

  @TempDir private Path folder;

  @Test
  void aFileThatKnowsNothingOfPastUseCanBeReadByOlderReleases() throws IOException {
    assertThat(new String(bytes(SMALL), UTF_8)).doesNotContain("usage");
    assertThat(SnapshotReader.read("file", bytes(SMALL)).snapshot().usage()).isEmpty();
  }

  @Test
  void whatIsReadDecidesAsWhatWasWritten() throws IOException {
    PolicyRegistry registry = PolicyRegistry.load(getClass().getClassLoader());
    DecisionEngine defaults =
        new EngineFactory(registry).engine(Configuration.defaults(registry), new LeastLoss());
    int moves = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      RandomCluster cluster = RandomClusters.any(seed);
      ClusterSnapshot snapshot = RandomSnapshots.of(cluster, seed);
      byte[] written = bytes(new SnapshotFile(snapshot, DOCUMENT));
      SnapshotFile read = SnapshotReader.read("file", written);
      assertThat(read.configuration()).isEqualTo(DOCUMENT);
      assertThat(bytes(read)).as("seed %s", seed).isEqualTo(written);
      for (DecisionEngine engine : List.of(defaults, engine(cluster))) {
        Decision decision = engine.decide(snapshot);
        Decision again = engine.decide(read.snapshot());
        assertThat(again).as("seed %s", seed).isEqualTo(decision);
        assertThat(PlanText.render(read.snapshot(), again))
            .as("seed %s", seed)
            .isEqualTo(PlanText.render(snapshot, decision));
        assertThat(PlanJson.render(read.snapshot(), again))
            .as("seed %s", seed)
            .isEqualTo(PlanJson.render(snapshot, decision));
        moves += decision.plan().moves().size();
      }
    }
    assertThat(moves).as("moves, or nothing was tested").isGreaterThan(SEEDS);
  }

  @Test
  void theOrderOfTheInputDoesNotMatter() throws IOException {
    for (int seed = 0; seed < SEEDS / 4; seed++) {
      RandomCluster cluster = RandomClusters.any(seed);
      assertThat(bytes(new SnapshotFile(cluster.shuffled(seed).snapshot(), "")))
          .as("seed %s", seed)
          .isEqualTo(bytes(new SnapshotFile(cluster.snapshot(), "")));
    }
  }

  @Test
  void aNameThatEndsInGzIsCompressed() throws IOException {
    Path plain = folder.resolve("a.json");
    Path compressed = folder.resolve("a.json.gz");
    SnapshotWriter.write(SMALL, plain);
    SnapshotWriter.write(SMALL, compressed);
    assertThat(Files.readString(plain)).startsWith("{\n\"apiVersion\":\"fungible.dev/snapshot/");
    assertThat(Files.readAllBytes(compressed)).startsWith(0x1f, 0x8b);
    assertThat(bytes(SnapshotReader.read(compressed))).isEqualTo(Files.readAllBytes(plain));
    assertThat(bytes(SnapshotReader.read(plain))).isEqualTo(Files.readAllBytes(plain));
  }

  @Test
  void aTruncatedFileIsRefusedWhereverItEnds() throws IOException {
    byte[] plain = bytes(SMALL);
    Path gz = folder.resolve("a.json.gz");
    SnapshotWriter.write(SMALL, gz);
    byte[] compressed = Files.readAllBytes(gz);
    for (byte[] whole : List.of(plain, compressed)) {
      // The last byte of the plain form is the line feed after the document.
      for (int length = 0; length < whole.length - 1; length++) {
        byte[] part = Arrays.copyOf(whole, length);
        assertThatThrownBy(() -> SnapshotReader.read("a.json", part))
            .as("%s bytes", length)
            .isInstanceOf(BadSnapshot.class)
            .hasMessageStartingWith("a.json");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          v1alpha1","time             | v2","time          | a.json:2:14: apiVersion is "fungible.dev/snapshot/v2"; expected fungible.dev/snapshot/v1alpha1.
          "apiVersion"                | "version"          | apiVersion is missing; expected fungible.dev/snapshot/v1alpha1.
          "pools":                    | "pods":            | pods is a key that is not known here; expected one of time, freshness,
          "labelled"                  | "labeled"          | nodes[0].labeled is a key that is not known here; expected one of name, pool, domain, labelled, since, lender, condition, shift. Maybe labelled?
          "restart":"PT0S",           | ``                 | gangs[0].restart is missing; expected a value.
          "restart":"PT0S"            | "restart":60       | gangs[0].restart is 60; expected a time span like PT6M.
          "gpusPerNode":8             | "gpusPerNode":"8"  | pools[0].gpusPerNode is "8"; expected a whole number from -2147483648 to 2147483647.
          "gpusPerNode":8             | "gpusPerNode":9e9  | pools[0].gpusPerNode is 9e9; expected a whole number
          "gpusPerNode":8             | "gpusPerNode":0    | pools[0] was refused, "Pool h100 needs at least 1 GPU a node, not 0"; expected values that go together.
          "healthy":true              | "healthy":null     | nodes[0].condition.healthy is missing; expected a value.
          "healthy":true              | "healthy":"yes"    | nodes[0].condition.healthy is "yes"; expected true or false.
          "demands":[]                | "demands":{}       | demands is an object; expected a list.
          "demands":[]                | "demands":[null]   | demands[0] is null; expected a value.
          "demands":[]                | "demands":[        | is no JSON,
          "n1","pool"                 | "n0","pool"        | a.json: the document was refused, "Two nodes are called n0"; expected values that go together.
          """)
  void whatCannotBeReadIsRefusedWithItsPlace(String part, String instead, String message)
      throws IOException {
    String json =
        new String(bytes(SMALL), UTF_8).replace("v1alpha1\",\n\"time", "v1alpha1\",\"time");
    assertThat(json).contains(part);
    byte[] changed = json.replaceFirst(Pattern.quote(part), instead).getBytes(UTF_8);
    assertThatThrownBy(() -> SnapshotReader.read("a.json", changed))
        .isInstanceOf(BadSnapshot.class)
        .hasMessageStartingWith("a.json:")
        .hasMessageContaining(message);
  }

  @Test
  void whatIsNoSnapshotAtAllIsRefused() {
    assertThatThrownBy(() -> SnapshotReader.read("a.yaml", "pools: []".getBytes(UTF_8)))
        .isInstanceOf(BadSnapshot.class)
        .hasMessageStartingWith("a.yaml:1:")
        .hasMessageContaining("is no JSON, ");
    assertThatThrownBy(() -> SnapshotReader.read("a.gz", new byte[] {0x1f, (byte) 0x8b, 1, 2, 3}))
        .isInstanceOf(BadSnapshot.class)
        .hasMessageStartingWith("a.gz: ");
  }

  private static DecisionEngine engine(RandomCluster cluster) {
    return new DecisionEngine(
        List.of(new NamedPolicy("random", snapshot -> cluster.bids())),
        new Arbiter(new Limits(cluster.guardrails().limits())),
        new Planner(cluster.planner(), cluster.guardrails(), new LeastLoss()));
  }

  private static byte[] bytes(SnapshotFile file) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SnapshotWriter.write(file, out);
    return out.toByteArray();
  }
}
