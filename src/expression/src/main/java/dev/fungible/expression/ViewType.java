package dev.fungible.expression;

import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.StructType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A type that expressions know: its name, its fields in the order of the guide, and where their
 * values come from.
 *
 * @param <T> what a value of this type shows
 */
final class ViewType<T> {

  /**
   * One field.
   *
   * @param name as expressions write it
   * @param type as the checker sees it
   * @param value what evaluation sees, in the types of CEL: a whole number is a {@code Long}
   * @param <T> what it is read from
   */
  record Field<T>(String name, CelType type, Function<T, Object> value) {}

  private final StructType type;
  private final List<Field<T>> fields;

  /** A type with these fields. */
  ViewType(String name, List<Field<T>> fields) {
    this.fields = List.copyOf(fields);
    ImmutableMap.Builder<String, CelType> types = ImmutableMap.builder();
    fields.forEach(field -> types.put(field.name(), field.type()));
    ImmutableMap<String, CelType> byName = types.buildOrThrow();
    type = StructType.create(name, byName.keySet(), of -> Optional.ofNullable(byName.get(of)));
  }

  /** The type as the checker knows it. */
  StructType celType() {
    return type;
  }

  /** Its fields, in order. */
  List<Field<T>> fields() {
    return fields;
  }

  /** What expressions see of the subject. */
  ViewValue<T> show(T subject) {
    Map<String, Object> values = LinkedHashMap.newLinkedHashMap(fields.size());
    fields.forEach(field -> values.put(field.name(), field.value().apply(subject)));
    return new ViewValue<>(subject, values);
  }
}
