package dev.fungible.simulator.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fungible.simulator.trace.TrainingJob;
import dev.fungible.simulator.world.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Short names for contents: equal contents have equal ones. */
final class Fingerprint {

  private static final int LENGTH = 24;

  private final MessageDigest digest;

  private Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** That of some texts. */
  static String of(String... texts) {
    Fingerprint result = new Fingerprint();
    Stream.of(texts).forEach(result::add);
    return result.text();
  }

  /** That of all that a simulation of the scenario depends on; its name is no part of it. */
  static String of(Scenario scenario) {
    Fingerprint result = new Fingerprint();
    result.add(scenario.nodes() + " " + scenario.pools() + " " + scenario.queue());
    result.add(scenario.physics() + " " + scenario.failures());
    result.add(scenario.demand().classes() + " " + scenario.demand().step());
    for (int i = 0; i < scenario.demand().classes().size(); i++) {
      for (double nodes : scenario.demand().column(i)) {
        result.add(Double.toString(nodes));
      }
    }
    for (TrainingJob job : scenario.jobs()) {
      result.add(job.toString());
    }
    return result.text();
  }

  /** That of the code of these classes: the jars that they come from, or their folders. */
  static String ofCode(Collection<Class<?>> classes) {
    TreeSet<Path> places = new TreeSet<>();
    for (Class<?> type : classes) {
      CodeSource source = type.getProtectionDomain().getCodeSource();
      if (source != null && source.getLocation() != null) {
        try {
          places.add(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException e) {
          throw new IllegalStateException("A class path has no place such as " + source, e);
        }
      }
    }
    Fingerprint result = new Fingerprint();
    try {
      for (Path place : places) {
        result.addFiles(place);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return result.text();
  }

  private void addFiles(Path place) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(place)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      digest.update(Files.readAllBytes(file));
    }
  }

  private void add(String text) {
    digest.update(text.getBytes(UTF_8));
    digest.update((byte) '\n');
  }

  private String text() {
    return HexFormat.of().formatHex(digest.digest()).substring(0, LENGTH);
  }
}
