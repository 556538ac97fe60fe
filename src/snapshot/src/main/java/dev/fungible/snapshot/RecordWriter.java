package dev.fungible.snapshot;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.fungible.configuration.Configuration;
import dev.fungible.scheduler.model.GpuHours;
import dev.fungible.scheduler.model.Gpus;
import dev.fungible.scheduler.model.TimeSeries;
import dev.fungible.scheduler.model.WorkloadClass;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Writes records as JSON, with a key for each component that is not null. Times are those of ISO
 * 8601, numbers are exact, and a built-in class is its name alone.
 */
final class RecordWriter {

  private final JsonGenerator json;

  /** A writer to this generator, which stays open. */
  RecordWriter(JsonGenerator json) {
    this.json = json;
  }

  /** The components of the record, inside an object that has been begun. */
  void components(Record instance) throws IOException {
    for (RecordShape.Key key : RecordShape.of(instance.getClass()).keys()) {
      Object value = key.of(instance);
      if (value != null) {
        json.writeFieldName(key.name());
        value(value);
      }
    }
  }

  private void value(Object value) throws IOException {
    switch (value) {
      case WorkloadClass builtIn when Configuration.BUILT_IN_CLASSES.contains(builtIn) ->
          json.writeString(builtIn.name());
      case Gpus gpus -> json.writeNumber(gpus.value());
      case GpuHours hours -> json.writeNumber(hours.value());
      case TimeSeries series -> samples(series);
      case Record instance -> {
        json.writeStartObject();
        components(instance);
        json.writeEndObject();
      }
      case List<?> items -> {
        json.writeStartArray();
        for (Object item : items) {
          value(item);
        }
        json.writeEndArray();
      }
      case SortedMap<?, ?> map -> pairs(map);
      case Boolean flag -> json.writeBoolean(flag);
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Double number -> json.writeNumber(number);
      case Enum<?> constant -> json.writeString(constant.name());
      case String text -> json.writeString(text);
      case Instant time -> json.writeString(time.toString());
      case Duration time -> json.writeString(time.toString());
      default ->
          throw new IllegalArgumentException(
              "No form in JSON is known for values of " + value.getClass());
    }
  }

  private void samples(TimeSeries series) throws IOException {
    json.writeStartArray();
    for (int i = 0; i < series.size(); i++) {
      json.writeStartArray();
      json.writeString(series.timeOf(i).toString());
      json.writeNumber(series.valueOf(i));
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  /** Pairs and not an object: a key may be more than a text. */
  private void pairs(SortedMap<?, ?> map) throws IOException {
    json.writeStartArray();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      json.writeStartArray();
      value(entry.getKey());
      value(entry.getValue());
      json.writeEndArray();
    }
    json.writeEndArray();
  }
}
