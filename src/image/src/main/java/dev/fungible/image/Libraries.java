package dev.fungible.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** The jars of an image. */
final class Libraries {

  private static final Pattern OURS = Pattern.compile("fungible-.*");

  /**
   * The JVM checks signatures class by class at every start, and keeps no class of a signed jar in
   * its cache.
   */
  private static final Pattern SIGNATURE =
      Pattern.compile("META-INF/[^/]+\\.(SF|DSA|RSA|EC)", Pattern.CASE_INSENSITIVE);

  private Libraries() {}

  /** The jars of a folder, in the order of their names. */
  static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".jar"))
          .sorted(Comparator.comparing(Path::getFileName))
          .toList();
    }
  }

  /** Whether it is of this project. */
  static boolean isOurs(Path jar) {
    return OURS.matcher(jar.getFileName().toString()).matches();
  }

  /** Copies jars, without signatures. */
  static void copy(List<Path> jars, Path goal, FileTime time) throws IOException {
    Files.createDirectories(goal);
    for (Path jar : jars) {
      Path copy = goal.resolve(jar.getFileName());
      if (isSigned(jar)) {
        copyUnsigned(jar, copy, time);
      } else {
        Tree.copyFile(jar, copy);
      }
    }
  }

  private static boolean isSigned(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.stream().anyMatch(Libraries::isSignature);
    }
  }

  private static void copyUnsigned(Path jar, Path goal, FileTime time) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile());
        OutputStream file = Files.newOutputStream(goal);
        ZipOutputStream copy = new ZipOutputStream(file)) {
      for (ZipEntry entry : zip.stream().filter(e -> !isSignature(e)).toList()) {
        ZipEntry written = new ZipEntry(entry.getName());
        written.setLastModifiedTime(time);
        copy.putNextEntry(written);
        try (InputStream content = zip.getInputStream(entry)) {
          content.transferTo(copy);
        }
        copy.closeEntry();
      }
    }
  }

  private static boolean isSignature(ZipEntry entry) {
    return SIGNATURE.matcher(entry.getName()).matches();
  }
}
