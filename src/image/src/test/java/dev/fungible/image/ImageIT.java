package dev.fungible.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of the image that was built before. */
class ImageIT {

  private static final Path IMAGE = Path.of("..", "..", "target", "image").normalize();
  private static final long MOST_BYTES = 120_000_000;

  private final Path root = IMAGE.resolve("root-" + Platform.here().architecture());

  @BeforeEach
  void anImageWasBuilt() {
    Assumptions.assumeTrue(
        Files.exists(IMAGE.resolve("made-of")), "SKIPPED: no image was built, see above");
  }

  @Test
  void whatIsPulledForEachPlatformIsSmall() throws IOException {
    try (TarFile archive = new TarFile(archive())) {
      JsonNode index = blob(archive, document(archive, "index.json").at("/manifests/0"));
      assertThat(index.path("manifests")).hasSameSizeAs(roots());
      for (JsonNode platform : index.path("manifests")) {
        long bytes = 0;
        for (JsonNode layer : blob(archive, platform).path("layers")) {
          bytes += layer.path("size").asLong();
        }
        assertThat(bytes).as("%s", platform.path("platform")).isBetween(1L, MOST_BYTES);
      }
    }
  }

  private static Path archive() throws IOException {
    try (Stream<Path> files = Files.list(IMAGE)) {
      List<Path> archives =
          files.filter(f -> f.getFileName().toString().matches("fungible-scheduler.*tar")).toList();
      assertThat(archives).hasSize(1);
      return archives.getFirst();
    }
  }

  private static JsonNode blob(TarFile archive, JsonNode descriptor) throws IOException {
    return document(archive, "blobs/" + descriptor.path("digest").asText().replace(':', '/'));
  }

  private static JsonNode document(TarFile archive, String name) throws IOException {
    for (TarArchiveEntry entry : archive.getEntries()) {
      if (entry.getName().equals(name)) {
        try (InputStream in = archive.getInputStream(entry)) {
          return new ObjectMapper().readTree(in);
        }
      }
    }
    throw new IllegalStateException("no " + name + " in the archive");
  }

  @Test
  void theRuntimeHasTheModulesThatTheJarsNeedAndNoOthers() throws IOException {
    Path lib = root.resolve("opt/fungible/lib");
    Set<String> needed = new TreeSet<>();
    for (Path jar : Libraries.in(lib)) {
      needed.addAll(modulesOf(jar));
    }

    assertThat(needed).isEqualTo(JavaRuntime.MODULES);
  }

  @Test
  void everyFileBelongsToTheTimeOfTheBuildAndNoneIsASolver() throws IOException {
    assertThat(Tree.walk(root)).noneMatch(path -> path.toString().contains("ortools"));
    assertThat(Libraries.in(root.resolve("opt/fungible/lib")))
        .extracting(jar -> Files.getLastModifiedTime(jar).toInstant())
        .containsOnly(java.time.Instant.parse("2026-01-01T00:00:00Z"));
  }

  @Test
  void theBillNamesEveryJarAndThePackages() throws IOException {
    JsonNode bill =
        new ObjectMapper().readTree(root.resolve("usr/share/sbom/fungible.cdx.json").toFile());

    assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
    List<String> names = new ArrayList<>();
    bill.path("components").forEach(component -> names.add(component.path("name").asText()));
    assertThat(names).contains("libc6", "openjdk-25-jre-headless", "quartz", "fungible-operator");
    assertThat(names).noneMatch(name -> name.startsWith("ortools"));
    assertThat(names.size()).isGreaterThan(Libraries.in(root.resolve("opt/fungible/lib")).size());
  }

  @Test
  void whatOnlyServicesNeedIsInTheRuntimeToo() throws IOException {
    Path release = root.resolve("opt/fungible/runtime/release");

    assertThat(Files.readString(release)).contains(JavaRuntime.SERVICES);
  }

  private static List<Path> roots() throws IOException {
    try (Stream<Path> files = Files.list(IMAGE)) {
      return files.filter(file -> file.getFileName().toString().startsWith("root-")).toList();
    }
  }

  /** One jar at a time, as a whole: on a class path, none is a module. */
  private static Set<String> modulesOf(Path jar) throws IOException {
    Path plain = Files.createTempFile("plain", ".jar");
    try {
      withoutModule(jar, plain);
      StringWriter said = new StringWriter();
      ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
      int exit =
          jdeps.run(
              new PrintWriter(said),
              new PrintWriter(said),
              "--multi-release=base",
              "--ignore-missing-deps",
              "--print-module-deps",
              plain.toString());
      assertThat(exit).as("%s: %s", jar, said).isZero();
      return Arrays.stream(said.toString().strip().split(",", -1))
          .filter(name -> !name.isBlank())
          .collect(Collectors.toSet());
    } finally {
      Files.delete(plain);
    }
  }

  private static void withoutModule(Path jar, Path plain) throws IOException {
    try (var from = new java.util.zip.ZipFile(jar.toFile());
        var to = new java.util.zip.ZipOutputStream(Files.newOutputStream(plain))) {
      for (var entry : from.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
        if (!entry.getName().endsWith("module-info.class")
            && !entry.getName().startsWith("META-INF/")) {
          to.putNextEntry(new java.util.zip.ZipEntry(entry.getName()));
          from.getInputStream(entry).transferTo(to);
          to.closeEntry();
        }
      }
    }
  }
}
