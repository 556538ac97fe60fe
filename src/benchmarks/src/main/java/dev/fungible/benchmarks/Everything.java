package dev.fungible.benchmarks;

import dev.fungible.configuration.Configuration;
import dev.fungible.configuration.ConfigurationReader;
import dev.fungible.configuration.EngineFactory;
import dev.fungible.configuration.PolicyRegistry;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.plan.Decision;
import dev.fungible.scheduler.plan.DecisionEngine;
import dev.fungible.scheduler.plan.LeastLoss;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Every policy that is for live clusters and every guardrail at once, in a cluster of so many nodes
 * whose operator remembers all that it can.
 *
 * @param nodes of the cluster, a multiple of 64
 */
record Everything(int nodes) {

  private static final String FILE = "everything.yaml";
  private static final int NODES_OF_FILE = 64;
  private static final Pattern COUNT =
      Pattern.compile("\\b(nodes|lend|own|reserve|min|max): (\\d+)");

  /** The engine of the document. */
  DecisionEngine engine() {
    PolicyRegistry registry = PolicyRegistry.load(Everything.class.getClassLoader());
    return new EngineFactory(registry).engine(document(registry), new LeastLoss());
  }

  /** The cluster; a latency target is missed. */
  ClusterSnapshot snapshot(long seed) {
    SortedMap<String, Double> signals = new TreeMap<>();
    signals.put("waiting", 0.1);
    signals.put("latency", 2.1);
    signals.put("cache", 0.7);
    signals.put("budget", 0.5);
    return ReferenceCluster.withPast(nodes, seed, signals);
  }

  /** Makes sure that every policy of the document has bid, and none has failed. */
  static void requireAll(Decision decision) {
    PolicyRegistry registry = PolicyRegistry.load(Everything.class.getClassLoader());
    List<String> bidding = decision.bids().stream().map(bid -> bid.policy()).distinct().toList();
    List<String> expected =
        document(registry, 1).policies().stream().map(policy -> policy.name()).toList();
    if (!decision.failures().isEmpty() || !bidding.equals(expected)) {
      throw new IllegalStateException(
          bidding + " bid, failed: " + decision.failures() + "; expected bids of " + expected);
    }
  }

  private Configuration document(PolicyRegistry registry) {
    return document(registry, nodes / NODES_OF_FILE);
  }

  private static Configuration document(PolicyRegistry registry, int factor) {
    try (InputStream file =
        Objects.requireNonNull(Everything.class.getResourceAsStream(FILE), FILE)) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      String scaled =
          COUNT
              .matcher(text)
              .replaceAll(
                  found -> found.group(1) + ": " + factor * Integer.parseInt(found.group(2)));
      return new ConfigurationReader(registry).read(FILE, scaled.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
