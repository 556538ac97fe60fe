package dev.fungible.snapshot;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads what {@link SnapshotWriter} wrote. */
public final class SnapshotReader {

  /** Some ten times a snapshot of 20,000 nodes; more is not unpacked. */
  private static final int MOST_BYTES = 1 << 29;

  private SnapshotReader() {}

  /**
   * The snapshot in this file, compressed or not.
   *
   * @throws BadSnapshot if there is none that can be read, at the first fault
   */
  public static SnapshotFile read(Path file) throws IOException {
    return read(file.toString(), Files.readAllBytes(file));
  }

  /**
   * The snapshot in these bytes, compressed or not.
   *
   * @param source what messages call it
   * @throws BadSnapshot if there is none that can be read, at the first fault
   */
  public static SnapshotFile read(String source, byte[] bytes) {
    byte[] json = isCompressed(bytes) ? unpacked(source, bytes) : bytes;
    SnapshotFile.VERSION.require(JsonSource.of(source, json));
    JsonSource document = JsonSource.of(source, json);
    SnapshotDocument content =
        RecordReader.strict(document).record(SnapshotDocument.class, SnapshotFile.VERSION.key());
    document.end();
    try {
      return content.toFile();
    } catch (IllegalArgumentException e) {
      String found =
          "the document was refused, " + BadSnapshot.quoted(String.valueOf(e.getMessage()));
      throw new BadSnapshot(source, found, "values that go together", null);
    }
  }

  private static boolean isCompressed(byte[] bytes) {
    return bytes.length > 1 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
  }

  private static byte[] unpacked(String source, byte[] bytes) {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      byte[] json = in.readNBytes(MOST_BYTES);
      if (in.read() >= 0) {
        throw new BadSnapshot(
            source, "unpacks to more than " + MOST_BYTES + " bytes", "fewer", null);
      }
      return json;
    } catch (EOFException e) {
      throw new BadSnapshot(source, "ends too early", "the rest of it", null);
    } catch (ZipException e) {
      String fault = BadSnapshot.quoted(String.valueOf(e.getMessage()));
      throw new BadSnapshot(source, "cannot be unpacked, " + fault, "gzip or plain JSON", null);
    } catch (IOException e) {
      throw new IllegalStateException("Bytes in memory can always be read", e);
    }
  }
}
