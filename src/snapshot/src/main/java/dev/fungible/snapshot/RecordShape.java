package dev.fungible.snapshot;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a record looks as a JSON object: its components are the keys, in their order; one that is
 * {@code @Nullable} may be left out.
 */
final class RecordShape {

  private static final ClassValue<RecordShape> SHAPES =
      new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
          return new RecordShape(type.asSubclass(Record.class));
        }
      };

  /** One component. */
  record Key(String name, Type type, boolean optional, Method accessor) {

    /** Its value in that record; null where it has none. */
    @Nullable Object of(Record instance) {
      try {
        return accessor.invoke(instance);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("Cannot read " + name, e);
      }
    }
  }

  private final List<Key> keys;
  private final Constructor<? extends Record> constructor;

  private RecordShape(Class<? extends Record> type) {
    RecordComponent[] components = type.getRecordComponents();
    keys = Arrays.stream(components).map(RecordShape::key).toList();
    try {
      constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("A record always has this constructor", e);
    }
  }

  private static Key key(RecordComponent component) {
    component.getAccessor().setAccessible(true);
    return new Key(
        component.getName(),
        component.getGenericType(),
        component.getAnnotatedType().isAnnotationPresent(Nullable.class),
        component.getAccessor());
  }

  /** The shape of that type of record. */
  static RecordShape of(Class<? extends Record> type) {
    return SHAPES.get(type);
  }

  /** Its components, in order. */
  List<Key> keys() {
    return keys;
  }

  /** The position of the key of that name; -1 when there is none. */
  int indexOf(String name) {
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The record of these values, in the order of the keys.
   *
   * @throws IllegalArgumentException if the record refuses them
   */
  Record create(@Nullable Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw refusal(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot make a record by " + constructor, e);
    }
  }

  private static RuntimeException refusal(InvocationTargetException thrown) {
    if (thrown.getCause() instanceof Error error) {
      throw error;
    }
    Throwable cause = Objects.requireNonNull(thrown.getCause());
    return new IllegalArgumentException(cause.getMessage(), cause);
  }
}
