package dev.fungible.simulator.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Outcomes as JSON lines, one a line, that grow while a sweep runs; files can be put together. */
public final class ResultsFile {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final TypeReference<Map<String, Object>> LINE = new TypeReference<>() {};

  private final Path file;

  /** Outcomes in this file, which need not be there yet. */
  public ResultsFile(Path file) {
    this.file = file;
  }

  /**
   * All outcomes, by line. A last line without an end was cut off when a sweep was stopped, and is
   * passed over; so are lines that are no outcome, such as those of a log.
   */
  public List<Outcome> read() throws IOException {
    List<Outcome> result = new ArrayList<>();
    if (Files.exists(file)) {
      try (BufferedReader reader = Files.newBufferedReader(file)) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          Outcome outcome = parse(line);
          if (outcome != null) {
            result.add(outcome);
          }
        }
      }
    }
    return result;
  }

  /** Adds an outcome at the end, on a line of its own. */
  public void append(Outcome outcome) throws IOException {
    String start = endsInALine() ? "" : "\n";
    Files.writeString(
        file, start + line(outcome) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private boolean endsInALine() throws IOException {
    if (!Files.exists(file) || Files.size(file) == 0) {
      return true;
    }
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      bytes.seek(bytes.length() - 1);
      return bytes.read() == '\n';
    }
  }

  /** An outcome as a line without its end. */
  public static String line(Outcome outcome) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("key", outcome.key());
    line.put("scenario", outcome.scenario());
    line.put("changes", outcome.changes());
    line.put("figures", outcome.figures());
    try {
      return MAPPER.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Plain values can always be written", e);
    }
  }

  private static @Nullable Outcome parse(String line) {
    if (!line.startsWith("{\"key\"")) {
      return null;
    }
    try {
      Map<String, Object> fields = MAPPER.readValue(line, LINE);
      if (fields.get("key") instanceof String key
          && fields.get("scenario") instanceof String scenario
          && fields.get("changes") instanceof Map<?, ?> changes
          && fields.get("figures") instanceof Map<?, ?> figures) {
        LinkedHashMap<String, @Nullable Object> settings = new LinkedHashMap<>();
        changes.forEach((path, value) -> settings.put(String.valueOf(path), value));
        LinkedHashMap<String, String> columns = new LinkedHashMap<>();
        figures.forEach((column, value) -> columns.put(String.valueOf(column), (String) value));
        return new Outcome(key, scenario, settings, columns);
      }
      return null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
