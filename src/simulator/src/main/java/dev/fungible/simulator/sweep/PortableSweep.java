package dev.fungible.simulator.sweep;

import dev.fungible.configuration.Configuration;
import dev.fungible.configuration.ConfigurationWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * A sweep that needs nothing but the files beside it.
 *
 * @param text the document, in which traces are named by their file alone
 * @param files packed traces by name
 */
public record PortableSweep(String text, SortedMap<String, byte[]> files) {

  private static final List<String> TRACES = List.of("demand", "jobs");

  public PortableSweep {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /**
   * Gathers what a document names.
   *
   * @param folder that its traces are named from
   */
  public static PortableSweep of(SweepDocument document, Configuration base, Path folder)
      throws IOException {
    Map<Path, String> names = new LinkedHashMap<>();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("configuration", ConfigurationWriter.tree(base));
    tree.put("parameters", document.parameters());
    SearchSettings search = document.search();
    Map<String, Object> way = new LinkedHashMap<>();
    way.put("kind", ConfigurationWriter.word(search.kind()));
    way.put("trials", search.trials());
    way.put("seed", search.seed());
    tree.put("search", way);
    tree.put(
        "scenarios",
        document.scenarios().stream().map(line -> scenario(line, folder, names)).toList());
    tree.put("objectives", document.objectives().stream().map(PortableSweep::objective).toList());
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (Map.Entry<Path, String> name : names.entrySet()) {
      files.put(name.getValue(), packed(name.getKey()));
    }
    return new PortableSweep(ConfigurationWriter.yaml(tree), files);
  }

  private static Map<String, Object> scenario(
      SortedMap<String, Object> options, Path folder, Map<Path, String> names) {
    Map<String, Object> result = new LinkedHashMap<>(options);
    for (String trace : TRACES) {
      result.computeIfPresent(
          trace,
          (key, value) ->
              value instanceof List<?> several
                  ? several.stream().map(one -> name(folder, one, names)).toList()
                  : name(folder, value, names));
    }
    return result;
  }

  private static String name(Path folder, Object trace, Map<Path, String> names) {
    Path file = folder.resolve(trace.toString()).normalize();
    String stem = file.getFileName().toString().replaceFirst("\\.gz$", "");
    String plain = stem.replaceAll("[^A-Za-z0-9._-]", "-") + ".gz";
    String name = names.containsValue(plain) ? names.size() + "-" + plain : plain;
    return names.computeIfAbsent(file, path -> name);
  }

  private static Map<String, Object> objective(Objective objective) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("column", objective.column());
    result.put("better", objective.better().name().toLowerCase(Locale.ROOT));
    result.put("over", objective.over().name().toLowerCase(Locale.ROOT));
    return result;
  }

  private static byte[] packed(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length > 1 && bytes[0] == (byte) 0x1f && bytes[1] == (byte) 0x8b) {
      return bytes;
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }
}
