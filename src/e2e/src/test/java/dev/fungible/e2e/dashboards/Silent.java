package dev.fungible.e2e.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Lists of {@link Question}s to which an occasion has no answer, and why. */
public final class Silent {

  private static final Path FOLDER = Path.of("src/test/resources/silent");

  private Silent() {}

  /** The names of those on that occasion's list; each has a reason. */
  public static SortedSet<String> on(String occasion) throws IOException {
    TreeMap<String, String> reasons = new TreeMap<>();
    for (String line : Files.readAllLines(FOLDER.resolve(occasion + ".txt"))) {
      if (!line.isBlank() && !line.startsWith("#")) {
        int last = line.lastIndexOf(" | ");
        reasons.put(line.substring(0, last), line.substring(last + 3));
      }
    }
    assertThat(reasons).allSatisfy((question, reason) -> assertThat(reason).isNotBlank());
    return new TreeSet<>(reasons.keySet());
  }
}
