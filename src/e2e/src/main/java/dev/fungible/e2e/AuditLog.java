package dev.fungible.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Who asked the API server for what. A request is in the log before its answer is sent. */
public final class AuditLog {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  AuditLog(Path file) {
    this.file = file;
  }

  /** Where the log ends now; give it to {@link #since} to see what came later. */
  public long position() {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that was recorded, in the order of recording. */
  public List<AuditEvent> all() {
    return since(0);
  }

  /** What was recorded after a {@link #position}, in the order of recording. */
  public List<AuditEvent> since(long position) {
    List<AuditEvent> events = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(position);
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        // The last line may still be under way.
        if (line.endsWith("}")) {
          events.add(AuditEvent.of(JSON.readTree(line)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return events;
  }
}
