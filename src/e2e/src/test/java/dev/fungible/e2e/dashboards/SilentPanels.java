package dev.fungible.e2e.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The queries to which a simulated day has no answer. */
public final class SilentPanels {

  /** Lines of dashboard, panel, legend and the reason. */
  private static final Path FILE = Path.of("src/test/resources/silent-panels.txt");

  private SilentPanels() {}

  /** The names of these {@link Question}s; each has a reason. */
  public static SortedSet<String> names() throws IOException {
    TreeMap<String, String> reasons = new TreeMap<>();
    for (String line : Files.readAllLines(FILE)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        int last = line.lastIndexOf(" | ");
        reasons.put(line.substring(0, last), line.substring(last + 3));
      }
    }
    assertThat(reasons).allSatisfy((panel, reason) -> assertThat(reason).isNotBlank());
    return new TreeSet<>(reasons.keySet());
  }
}
