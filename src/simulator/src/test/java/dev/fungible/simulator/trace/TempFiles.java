package dev.fungible.simulator.trace;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes the small files that tests read. */
record TempFiles(Path folder) {

  Path text(String name, String text) {
    return bytes(name, text.getBytes(StandardCharsets.UTF_8));
  }

  Path lines(String name, String... lines) {
    return text(name, String.join("\n", lines) + "\n");
  }

  Path gzip(String name, String... lines) {
    return bytes(name, gzipped(String.join("\n", lines) + "\n"));
  }

  Path bytes(String name, byte[] bytes) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] gzipped(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
