package dev.fungible.snapshot;

import com.fasterxml.jackson.core.JsonToken;
import dev.fungible.scheduler.model.GpuHours;
import dev.fungible.scheduler.model.Gpus;
import dev.fungible.scheduler.model.TimeSeries;
import dev.fungible.scheduler.model.WorkloadClass;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads what {@link RecordWriter} wrote; keys may come in any order. */
final class RecordReader {

  private final JsonSource source;
  private final ScalarReader scalars;
  private final boolean lenient;

  private RecordReader(JsonSource source, boolean lenient) {
    this.source = source;
    this.scalars = new ScalarReader(source);
    this.lenient = lenient;
  }

  /** A reader that refuses a key that it does not know. */
  static RecordReader strict(JsonSource source) {
    return new RecordReader(source, false);
  }

  /** A reader that passes over a key that it does not know. */
  static RecordReader lenient(JsonSource source) {
    return new RecordReader(source, true);
  }

  /**
   * The record in the object that the source stands at.
   *
   * @param besides a key that this object has beyond those of the record
   * @throws BadSnapshot if there is none
   */
  <R extends Record> R record(Class<R> type, String besides) {
    return type.cast(object(type, besides));
  }

  private Record object(Class<? extends Record> type, @Nullable String besides) {
    RecordShape shape = RecordShape.of(type);
    source.require(JsonToken.START_OBJECT, "an object");
    @Nullable Object[] values = new @Nullable Object[shape.keys().size()];
    while (source.next() != JsonToken.END_OBJECT) {
      String name = source.key();
      int index = shape.indexOf(name);
      source.next();
      if (index >= 0) {
        values[index] = value(shape.keys().get(index).type());
      } else if (lenient || name.equals(besides)) {
        source.skip();
      } else {
        throw source.unknownKey(name, shape.keys().stream().map(RecordShape.Key::name).toList());
      }
    }
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null && !shape.keys().get(i).optional()) {
        throw source.missing(shape.keys().get(i).name());
      }
    }
    try {
      return shape.create(values);
    } catch (IllegalArgumentException e) {
      throw source.refused(e);
    }
  }

  private @Nullable Object value(Type type) {
    if (source.token() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (type == WorkloadClass.class) {
      return source.token() == JsonToken.VALUE_STRING
          ? scalars.builtInClass()
          : object(WorkloadClass.class, null);
    }
    if (type == Gpus.class) {
      return gpus();
    }
    if (type == GpuHours.class) {
      return gpuHours();
    }
    if (type == TimeSeries.class) {
      return samples();
    }
    if (type instanceof Class<?> plain) {
      return plain.isRecord() ? object(plain.asSubclass(Record.class), null) : scalars.read(plain);
    }
    if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
      return list(generic.getActualTypeArguments()[0]);
    }
    if (type instanceof ParameterizedType generic && generic.getRawType() == SortedMap.class) {
      return map(generic.getActualTypeArguments()[0], generic.getActualTypeArguments()[1]);
    }
    throw new IllegalArgumentException("No form in JSON is known for " + type.getTypeName());
  }

  private Gpus gpus() {
    try {
      return new Gpus(scalars.real());
    } catch (IllegalArgumentException e) {
      throw source.refused(e);
    }
  }

  private GpuHours gpuHours() {
    try {
      return new GpuHours(scalars.real());
    } catch (IllegalArgumentException e) {
      throw source.refused(e);
    }
  }

  private List<Object> list(Type type) {
    List<Object> items = new ArrayList<>();
    source.require(JsonToken.START_ARRAY, "a list");
    while (source.next() != JsonToken.END_ARRAY) {
      items.add(present(type));
    }
    return Collections.unmodifiableList(items);
  }

  private SortedMap<Object, Object> map(Type keyType, Type valueType) {
    SortedMap<Object, Object> map = new TreeMap<>();
    source.require(JsonToken.START_ARRAY, "a list of pairs");
    while (source.next() != JsonToken.END_ARRAY) {
      source.require(JsonToken.START_ARRAY, "a pair");
      source.next();
      Object key = present(keyType);
      source.next();
      if (map.put(key, present(valueType)) != null) {
        throw source.refused(new IllegalArgumentException(key + " comes twice"));
      }
      source.next();
      source.require(JsonToken.END_ARRAY, "the end of the pair");
    }
    return map;
  }

  private TimeSeries samples() {
    TimeSeries series = TimeSeries.EMPTY;
    source.require(JsonToken.START_ARRAY, "a list of samples");
    while (source.next() != JsonToken.END_ARRAY) {
      source.require(JsonToken.START_ARRAY, "a sample, its time and value");
      source.next();
      var time = scalars.instant();
      source.next();
      try {
        series = series.plus(time, scalars.real(), Integer.MAX_VALUE);
      } catch (IllegalArgumentException e) {
        throw source.refused(e);
      }
      source.next();
      source.require(JsonToken.END_ARRAY, "the end of the sample");
    }
    return series;
  }

  private Object present(Type type) {
    Object value = value(type);
    if (value == null) {
      throw source.bad("a value");
    }
    return value;
  }
}
