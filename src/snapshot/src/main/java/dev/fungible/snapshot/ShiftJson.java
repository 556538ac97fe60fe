package dev.fungible.snapshot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import dev.fungible.scheduler.model.FinishedShift;
import dev.fungible.scheduler.model.Shift;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Records of shifts as compact JSON, as a node's annotations hold them. Every record says its
 * version; one of a known version may have keys of newer releases, which are passed over.
 */
public final class ShiftJson {

  private static final RecordVersion VERSION = new RecordVersion("v", "1");
  private static final JsonFactory JSON = new JsonFactory();

  private ShiftJson() {}

  /** The record of one shift, as an object; the same shift gives the same text. */
  public static String write(Shift shift) {
    return written(json -> object(json, shift));
  }

  /**
   * The shift whose record this is.
   *
   * @param source what messages call it
   * @throws BadSnapshot if it is no record, or one of an unknown version, phase, class or tier
   */
  public static Shift read(String source, String json) {
    VERSION.require(JsonSource.of(source, json));
    JsonSource document = JsonSource.of(source, json);
    Shift shift = RecordReader.lenient(document).record(Shift.class, VERSION.key());
    document.end();
    return shift;
  }

  /**
   * The latest of these shifts as a list, oldest first.
   *
   * @param atMost how many are kept, at least 0
   */
  public static String writeHistory(List<FinishedShift> finished, int atMost) {
    List<FinishedShift> oldestFirst = new ArrayList<>(finished);
    Collections.sort(oldestFirst);
    List<FinishedShift> latest =
        oldestFirst.subList(Math.max(0, oldestFirst.size() - atMost), oldestFirst.size());
    return written(
        json -> {
          json.writeStartArray();
          for (FinishedShift one : latest) {
            object(json, one);
          }
          json.writeEndArray();
        });
  }

  /**
   * The shifts of such a list, in its order.
   *
   * @param source what messages call it
   * @throws BadSnapshot if it is no list, or one of its records cannot be read
   */
  public static List<FinishedShift> readHistory(String source, String json) {
    requireVersions(JsonSource.of(source, json));
    JsonSource document = JsonSource.of(source, json);
    RecordReader reader = RecordReader.lenient(document);
    List<FinishedShift> history = new ArrayList<>();
    while (document.next() != JsonToken.END_ARRAY) {
      history.add(reader.record(FinishedShift.class, VERSION.key()));
    }
    document.end();
    return List.copyOf(history);
  }

  private static void requireVersions(JsonSource source) {
    source.require(JsonToken.START_ARRAY, "a list of finished shifts");
    while (source.next() != JsonToken.END_ARRAY) {
      VERSION.require(source);
      source.skipRest();
    }
  }

  private static void object(JsonGenerator json, Record shift) throws IOException {
    json.writeStartObject();
    json.writeNumberField(VERSION.key(), Integer.parseInt(VERSION.readable()));
    new RecordWriter(json).components(shift);
    json.writeEndObject();
  }

  /** What writes to a generator. */
  private interface Content {
    void to(JsonGenerator json) throws IOException;
  }

  private static String written(Content content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      content.to(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
