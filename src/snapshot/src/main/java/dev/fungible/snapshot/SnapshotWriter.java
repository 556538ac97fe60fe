package dev.fungible.snapshot;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes snapshots as JSON; the same snapshot always gives the same bytes. */
public final class SnapshotWriter {

  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private SnapshotWriter() {}

  /** Writes the file, compressed if its name ends in {@code .gz}; an existing one is replaced. */
  public static void write(SnapshotFile file, Path to) throws IOException {
    boolean compressed = to.toString().endsWith(".gz");
    try (OutputStream plain = new BufferedOutputStream(Files.newOutputStream(to));
        OutputStream out = compressed ? new GZIPOutputStream(plain) : plain) {
      write(file, out);
    }
  }

  /** Writes the file in UTF-8, an item a line; the stream stays open. */
  public static void write(SnapshotFile file, OutputStream out) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out, JsonEncoding.UTF8)) {
      json.setPrettyPrinter(new ItemALine());
      json.writeStartObject();
      json.writeStringField(SnapshotFile.VERSION.key(), SnapshotFile.VERSION.readable());
      new RecordWriter(json).components(SnapshotDocument.of(file));
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }
}
