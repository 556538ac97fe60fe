package dev.fungible.snapshot;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Records of decisions as JSON lines, of bounded length: a large one takes several. */
public final class DecisionLines {

  /** What each line says under the key {@code schema}. */
  public static final String SCHEMA = "fungible.dev/decision/v1alpha1";

  private static final RecordLine<DecisionRecord> LINE =
      new RecordLine<>(DecisionRecord.class, SCHEMA);

  private DecisionLines() {}

  /** The lines of a record, at least one, without line feeds. */
  public static List<String> write(DecisionRecord decision) {
    return RecordParts.of(decision).stream().map(LINE::write).toList();
  }

  /**
   * The records in a file of lines, whole again; empty lines are passed over.
   *
   * @throws BadSnapshot if a line is none
   */
  public static List<DecisionRecord> read(Path file) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      return read(file.toString(), reader);
    } catch (UncheckedIOException e) {
      throw new IOException(file + " is no text in UTF-8", e);
    }
  }

  /**
   * The records in a text of lines.
   *
   * @param source what messages call it
   * @throws BadSnapshot if a line is none
   */
  public static List<DecisionRecord> read(String source, String text) {
    return read(source, text.lines());
  }

  private static List<DecisionRecord> read(String source, BufferedReader reader) {
    return read(source, reader.lines());
  }

  private static List<DecisionRecord> read(String source, Stream<String> lines) {
    List<DecisionRecord> records = new ArrayList<>();
    List<DecisionRecord> parts = new ArrayList<>();
    int number = 0;
    for (String line : (Iterable<String>) lines::iterator) {
      number++;
      if (!line.isBlank()) {
        DecisionRecord next = LINE.read(source, number, line);
        if (!parts.isEmpty() && !RecordParts.isContinued(parts.getLast(), next)) {
          records.add(RecordParts.joined(parts));
          parts.clear();
        }
        parts.add(next);
      }
    }
    if (!parts.isEmpty()) {
      records.add(RecordParts.joined(parts));
    }
    return records;
  }
}
