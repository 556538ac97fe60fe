package dev.fungible.expression;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value of a {@link ViewType}: at run time the fields are those of a map, and functions find the
 * subject behind them.
 *
 * @param <T> what it shows
 */
final class ViewValue<T> extends AbstractMap<String, Object> {

  private final T subject;
  private final Map<String, Object> values;

  /** What is shown of the subject. */
  ViewValue(T subject, Map<String, Object> values) {
    this.subject = subject;
    this.values = Collections.unmodifiableMap(values);
  }

  /** What this shows. */
  T subject() {
    return subject;
  }

  @Override
  public @Nullable Object get(@Nullable Object field) {
    return values.get(field);
  }

  @Override
  public boolean containsKey(@Nullable Object field) {
    return values.containsKey(field);
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    return values.entrySet();
  }
}
