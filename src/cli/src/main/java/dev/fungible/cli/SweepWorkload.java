package dev.fungible.cli;

import dev.fungible.simulator.sweep.SweepDocument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the scenarios of a sweep are of where they do not say it themselves. */
final class SweepWorkload {

  private static final List<String> SOURCES = List.of("demo", "demand", "jobs", "world");

  @Option(
      names = "--demo",
      description = "Scenarios that name no workload are of the embedded sample.")
  boolean demo;

  @Option(
      names = "--demand",
      paramLabel = "FILE",
      description = "Scenarios that name no workload are of this demand ...")
  @Nullable Path demand;

  @Option(names = "--jobs", paramLabel = "FILE", description = "... and of these training jobs.")
  @Nullable Path jobs;

  @Option(
      names = "--world",
      paramLabel = "SEED",
      description = "Scenarios that name no workload are of this made-up world.")
  @Nullable Long world;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      description = "Nodes of scenarios that do not say how many they have.")
  @Nullable Integer nodes;

  /** The document with this workload in every scenario that has none. */
  SweepDocument into(SweepDocument document) {
    SortedMap<String, Object> source = source();
    List<SortedMap<String, Object>> scenarios = new ArrayList<>();
    boolean used = false;
    for (SortedMap<String, Object> scenario : document.scenarios()) {
      SortedMap<String, Object> filled = new TreeMap<>(scenario);
      if (SOURCES.stream().noneMatch(scenario::containsKey)) {
        filled.putAll(source);
        used = true;
      }
      if (nodes != null) {
        filled.putIfAbsent("nodes", nodes);
      }
      scenarios.add(filled);
    }
    if (!used && !source.isEmpty()) {
      throw new BadOption(
          "--"
              + source.firstKey()
              + " is for scenarios that name no workload; expected one in the sweep, for example"
              + " scenarios: [{name: usual}]");
    }
    return document.withScenarios(scenarios);
  }

  private SortedMap<String, Object> source() {
    SortedMap<String, Object> source = new TreeMap<>();
    if (demo) {
      source.put("demo", true);
    }
    if (world != null) {
      source.put("world", world);
    }
    if (demand != null) {
      source.put("demand", demand.toAbsolutePath().toString());
    }
    if (jobs != null) {
      source.put("jobs", jobs.toAbsolutePath().toString());
    }
    return source;
  }
}
