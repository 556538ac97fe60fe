package dev.fungible.snapshot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.Freshness;
import dev.fungible.scheduler.plan.Decision;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;

/** A decision as JSON, with all its causes, for other programs. */
public final class PlanJson {

  private static final String API_VERSION = "fungible.dev/plan/v1alpha1";
  private static final JsonFactory JSON = new JsonFactory();

  /** What stands before the decision. */
  private record Seen(Instant time, Freshness freshness) {}

  private PlanJson() {}

  /** The decision on that snapshot, an item a line, with a line feed at its end. */
  public static String render(ClusterSnapshot snapshot, Decision decision) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.setPrettyPrinter(new ItemALine());
      RecordWriter writer = new RecordWriter(json);
      json.writeStartObject();
      json.writeStringField("apiVersion", API_VERSION);
      writer.components(new Seen(snapshot.time(), snapshot.freshness()));
      writer.components(decision);
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
