package dev.fungible.simulator.trace;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file, plain or gzip, in order; blank ones are counted and passed over. */
final class CsvRows implements AutoCloseable {

  private static final int BUFFER = 1 << 16;
  private static final int GZIP_MAGIC = 0x1f8b;

  private final Path file;
  private final CloseableIterator<CsvRecord> records;
  private long line;
  private long blanks;

  private CsvRows(Path file, CloseableIterator<CsvRecord> records) {
    this.file = file;
    this.records = records;
  }

  /** Opens the file; refuses one that is missing, a folder or unreadable. */
  static CsvRows open(Path file) {
    TraceFiles.requireFile(file);
    try {
      CsvReader<CsvRecord> reader =
          CsvReader.builder()
              .skipEmptyLines(false)
              .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
              .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
              .detectBomHeader(true)
              .ofCsvRecord(inflated(file), StandardCharsets.UTF_8);
      return new CsvRows(file, reader.iterator());
    } catch (IOException | UncheckedIOException | CsvParseException e) {
      throw unreadable(Location.of(file), e);
    }
  }

  /** The next row that is not blank, or null after the last. */
  @Nullable CsvRow next() {
    try {
      while (records.hasNext()) {
        CsvRow row = new CsvRow(file, records.next());
        line = row.at().line();
        if (!row.isBlank()) {
          return row;
        }
        blanks++;
      }
      return null;
    } catch (UncheckedIOException | CsvParseException e) {
      throw unreadable(new Location(file, line + 1), e);
    }
  }

  /** The first row; refuses a file without one. */
  CsvRow first(String expected) {
    CsvRow row = next();
    if (row == null) {
      throw BadTrace.shape(Location.of(file), "file is empty", expected, null);
    }
    return row;
  }

  /** How many blank rows were passed over so far. */
  long blanks() {
    return blanks;
  }

  @Override
  public void close() {
    try {
      records.close();
    } catch (IOException e) {
      throw unreadable(new Location(file, line), e);
    }
  }

  private static InputStream inflated(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      in.mark(2);
      int magic = in.read() << 8 | in.read();
      in.reset();
      return magic == GZIP_MAGIC ? new GZIPInputStream(in, BUFFER) : in;
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private static BadTrace unreadable(Location at, Exception cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String reason = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    BadTrace bad =
        BadTrace.shape(
            at, "reading stopped (" + reason + ")", "a whole CSV file, plain or gzip", null);
    bad.initCause(cause);
    return bad;
  }
}
