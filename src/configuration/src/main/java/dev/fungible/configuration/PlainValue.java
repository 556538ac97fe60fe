package dev.fungible.configuration;

import dev.fungible.configuration.YamlValue.Mapping;
import dev.fungible.configuration.YamlValue.Scalar;
import dev.fungible.configuration.YamlValue.Sequence;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Trees as lists, mappings, text, numbers, flags and nulls, where no type says more. */
final class PlainValue {

  private PlainValue() {}

  /** The value; null where the document leaves it empty. */
  static @Nullable Object of(YamlValue value) {
    return switch (value) {
      case Scalar scalar -> scalar(scalar);
      case Sequence sequence -> {
        List<@Nullable Object> items = new ArrayList<>();
        sequence.items().forEach(item -> items.add(of(item)));
        yield Collections.unmodifiableList(items);
      }
      case Mapping mapping -> {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        mapping.entries().forEach(entry -> entries.put(entry.key(), of(entry.value())));
        yield Collections.unmodifiableMap(entries);
      }
    };
  }

  /** The same, where an empty value does not do. */
  static Object required(YamlValue value) {
    Object plain = of(value);
    if (plain == null) {
      throw ConfigurationException.value(value, "a value", null);
    }
    return plain;
  }

  private static @Nullable Object scalar(Scalar scalar) {
    return switch (scalar.kind()) {
      case TEXT -> scalar.text();
      case FLAG -> Boolean.valueOf(scalar.text());
      case EMPTY -> null;
      case NUMBER -> {
        try {
          yield new BigDecimal(scalar.text());
        } catch (NumberFormatException e) {
          throw ConfigurationException.value(scalar, "a decimal number", null);
        }
      }
    };
  }
}
