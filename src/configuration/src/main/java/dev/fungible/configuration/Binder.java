package dev.fungible.configuration;

import dev.fungible.configuration.YamlValue.Mapping;
import dev.fungible.configuration.YamlValue.Sequence;
import dev.fungible.scheduler.model.WorkloadClass;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns trees into records. A record's components are the keys; one that is left out keeps its
 * default, or is null where the component is {@code @Nullable}, or else is missed. Records inside
 * records merge with their defaults; lists and maps replace theirs.
 */
final class Binder {

  private final ScalarReader scalars;
  private final List<Record> elementDefaults;
  private final boolean anything;

  /**
   * A binder.
   *
   * @param names those that a document may refer to
   * @param elementDefaults what elements of lists and maps of these types keep when they leave
   *     something out
   */
  Binder(KnownNames names, List<Record> elementDefaults) {
    this(names, elementDefaults, false);
  }

  /** The same; with {@code anything}, a component of type {@link Object} takes what is there. */
  Binder(KnownNames names, List<Record> elementDefaults, boolean anything) {
    this.scalars = new ScalarReader(names);
    this.elementDefaults = List.copyOf(elementDefaults);
    this.anything = anything;
  }

  /** These defaults with what the value says instead. */
  <R extends Record> R merge(YamlValue value, R defaults) {
    @SuppressWarnings("unchecked") // A record class has no subclasses.
    Class<R> type = (Class<R>) defaults.getClass();
    return record(value, type, components(defaults));
  }

  /** A record of this type; what the value leaves out is taken from the defaults, by component. */
  <R extends Record> R record(YamlValue value, Class<R> type, Map<String, Object> defaults) {
    List<RecordComponent> components = List.of(type.getRecordComponents());
    List<String> names = keys(type);
    if (!(value instanceof Mapping mapping)) {
      throw ConfigurationException.value(value, "a mapping with " + String.join(", ", names), null);
    }
    mapping.requireKeys(names);
    Map<String, Object> values = new LinkedHashMap<>(defaults);
    for (Mapping.Entry entry : mapping.entries()) {
      Type component = components.get(names.indexOf(entry.key())).getGenericType();
      values.put(entry.key(), value(entry.value(), component, defaults.get(entry.key())));
    }
    return construct(mapping, type, arguments(mapping, components, values));
  }

  private @Nullable Object[] arguments(
      Mapping mapping, List<RecordComponent> components, Map<String, Object> values) {
    @Nullable Object[] arguments = new @Nullable Object[components.size()];
    for (int i = 0; i < arguments.length; i++) {
      RecordComponent component = components.get(i);
      arguments[i] = values.get(component.getName());
      if (arguments[i] == null
          && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        throw missing(mapping.place().key(component.getName()), component.getGenericType());
      }
    }
    return arguments;
  }

  /** The keys of a record of this type, in order. */
  static List<String> keys(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
  }

  /** The value of a record's components, by name; without those that are null. */
  static Map<String, Object> components(Record instance) {
    Map<String, Object> result = new LinkedHashMap<>();
    for (RecordComponent component : instance.getClass().getRecordComponents()) {
      try {
        component.getAccessor().setAccessible(true);
        Object value = component.getAccessor().invoke(instance);
        if (value != null) {
          result.put(component.getName(), value);
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("Cannot read " + component, e);
      }
    }
    return result;
  }

  private Object value(YamlValue value, Type type, @Nullable Object standIn) {
    if (type == YamlValue.class) {
      return value;
    }
    if (type == Object.class && anything) {
      return PlainValue.required(value);
    }
    if (type instanceof Class<?> simple) {
      if (scalars.expectation(simple).isPresent()) {
        return scalars.read(value, simple);
      }
      if (simple.isRecord()) {
        return nested(value, simple.asSubclass(Record.class), standIn);
      }
    }
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      if (generic.getRawType() == List.class) {
        return list(value, arguments[0]);
      }
      if (generic.getRawType() == SortedMap.class) {
        return map(value, arguments[0], arguments[1]);
      }
    }
    throw ConfigurationException.shape(
        value.place(),
        value.place().path() + " is of " + type.getTypeName() + ", which no document can hold",
        value.text(),
        "this key to be left out",
        null);
  }

  private <R extends Record> R nested(YamlValue value, Class<R> type, @Nullable Object standIn) {
    Optional<Record> defaults =
        standIn instanceof Record present
            ? Optional.of(present)
            : elementDefaults.stream().filter(type::isInstance).findFirst();
    return record(value, type, defaults.map(Binder::components).orElse(Map.of()));
  }

  private List<Object> list(YamlValue value, Type elementType) {
    if (!(value instanceof Sequence sequence)) {
      throw ConfigurationException.value(value, "a list", null);
    }
    List<Object> result = new ArrayList<>();
    sequence.items().forEach(item -> result.add(value(item, elementType, null)));
    return List.copyOf(result);
  }

  private SortedMap<Object, Object> map(YamlValue value, Type keyType, Type valueType) {
    if (!(value instanceof Mapping mapping)) {
      throw ConfigurationException.value(value, "a mapping", null);
    }
    if (keyType == WorkloadClass.class) {
      mapping.requireKeys(scalars.classNames());
    }
    SortedMap<Object, Object> result = new TreeMap<>();
    for (Mapping.Entry entry : mapping.entries()) {
      YamlValue key = new YamlValue.Scalar(entry.place(), YamlValue.Scalar.Kind.TEXT, entry.key());
      result.put(value(key, keyType, null), value(entry.value(), valueType, null));
    }
    return Collections.unmodifiableSortedMap(result);
  }

  private ConfigurationException missing(Place place, Type type) {
    String expected =
        type instanceof Class<?> simple
            ? scalars.expectation(simple).orElse("a mapping")
            : type.getTypeName().startsWith("java.util.List") ? "a list" : "a mapping";
    return ConfigurationException.shape(place, place.path() + " is missing", "", expected, null);
  }

  private static <R extends Record> R construct(
      Mapping mapping, Class<R> type, @Nullable Object[] arguments) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<R> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      throw Refusal.of(mapping, Objects.requireNonNull(e.getCause()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot make a " + type.getName(), e);
    }
  }
}
