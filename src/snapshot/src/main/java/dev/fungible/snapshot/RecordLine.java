package dev.fungible.snapshot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * A Java record as one line of JSON that says its schema. Its components are the keys; a reader
 * passes over keys that it does not know, so that a schema may grow.
 *
 * @param <R> the record
 * @param type the record's class
 * @param schema what every line says under the key {@code schema}, which comes first
 */
record RecordLine<R extends Record>(Class<R> type, String schema) {

  /** The key of the schema. */
  private static final String KEY = "schema";

  private static final JsonFactory JSON = new JsonFactory();

  /** The line, without a line feed; the same record gives the same text. */
  String write(R instance) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField(KEY, schema);
      new RecordWriter(json).components(instance);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /**
   * The record of a line.
   *
   * @param source what messages call the text that the line is of
   * @param number which line it is, from 1
   * @throws BadSnapshot if it is none, or one of another schema
   */
  R read(String source, int number, String line) {
    new RecordVersion(KEY, schema).require(JsonSource.ofLine(source, number, line));
    JsonSource document = JsonSource.ofLine(source, number, line);
    R instance = RecordReader.lenient(document).record(type, KEY);
    document.end();
    return instance;
  }
}
