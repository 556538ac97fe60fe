package dev.fungible.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes single settings of a configuration by their path, such as {@code
 * policies[demand].settings.headroom}. The result is checked as a document would be.
 */
public final class ConfigurationEdit {

  private final ConfigurationReader reader;

  /** Edits that may name these policies. */
  public ConfigurationEdit(PolicyRegistry registry) {
    reader = new ConfigurationReader(registry);
  }

  /**
   * The configuration with other values. Null takes a setting, or an item of a list, away; an item
   * that is not there, like {@code policies[forecast]}, is added by a mapping of its other keys.
   *
   * @param changes by path, made in this order
   * @throws ConfigurationException if a path leads nowhere, or the result cannot be used
   */
  public Configuration apply(Configuration base, Map<String, ? extends @Nullable Object> changes) {
    Map<String, @Nullable Object> tree = mapping(cast(ConfigurationWriter.tree(base)));
    changes.forEach((path, value) -> change(tree, SettingPath.parse(path), value));
    String name = changes.isEmpty() ? "the base configuration" : "changed by " + changes;
    // The name must not end like that of a JSON file: the document is YAML.
    return reader.read(name + " ", ConfigurationWriter.yaml(tree).getBytes(UTF_8));
  }

  private static void change(
      Map<String, @Nullable Object> tree, SettingPath path, @Nullable Object value) {
    Object parent = tree;
    int last = path.steps().size() - 1;
    for (int step = 0; step < last; step++) {
      parent = child(parent, path, step);
    }
    if (parent instanceof Map<?, ?> mapping) {
      put(cast(mapping), path, value);
    } else {
      replace(items(parent, path, last), path, value);
    }
  }

  private static Object child(Object parent, SettingPath path, int step) {
    String name = path.steps().get(step);
    if (parent instanceof Map<?, ?> mapping) {
      Map<String, @Nullable Object> entries = cast(mapping);
      Object child = entries.get(name);
      if (child == null && step == 0) {
        throw path.nowhere(step, List.copyOf(entries.keySet()));
      }
      // A class without limits, say; a key that cannot be is refused when the whole is read.
      return child == null ? added(entries, name) : child;
    }
    List<Object> items = items(parent, path, step);
    int index = index(items, name);
    if (index < 0) {
      throw path.nowhere(step, names(items));
    }
    return items.get(index);
  }

  private static Object added(Map<String, @Nullable Object> entries, String name) {
    Map<String, @Nullable Object> child = new LinkedHashMap<>();
    entries.put(name, child);
    return child;
  }

  private static void put(
      Map<String, @Nullable Object> entries, SettingPath path, @Nullable Object value) {
    String name = path.steps().getLast();
    if (value != null) {
      entries.put(name, value);
    } else if (entries.containsKey(name)) {
      entries.remove(name);
    } else {
      throw path.nowhere(path.steps().size() - 1, List.copyOf(entries.keySet()));
    }
  }

  private static void replace(List<Object> items, SettingPath path, @Nullable Object value) {
    String name = path.steps().getLast();
    int index = index(items, name);
    if (value instanceof Map<?, ?> given) {
      Map<String, @Nullable Object> item = new LinkedHashMap<>();
      item.put("name", name);
      item.putAll(cast(given));
      if (index < 0) {
        items.add(item);
      } else {
        items.set(index, item);
      }
    } else if (value == null && index >= 0) {
      items.remove(index);
    } else {
      throw path.nowhere(path.steps().size() - 1, names(items));
    }
  }

  @SuppressWarnings("unchecked") // Lists of the tree are made below.
  private static List<Object> items(Object value, SettingPath path, int step) {
    if (value instanceof List<?>) {
      return (List<Object>) value;
    }
    throw path.nowhere(step, List.of());
  }

  private static int index(List<Object> items, String name) {
    int byName = names(items).indexOf(name);
    return byName >= 0 || !name.matches("\\d{1,6}") || Integer.parseInt(name) >= items.size()
        ? byName
        : Integer.parseInt(name);
  }

  private static List<String> names(List<Object> items) {
    return items.stream()
        .map(item -> item instanceof Map<?, ?> mapping ? name(cast(mapping)) : "")
        .toList();
  }

  private static String name(Map<String, @Nullable Object> item) {
    Object name = item.getOrDefault("as", item.get("name"));
    return name == null ? "" : name.toString();
  }

  /** Copies down to the leaves, so that the tree can be changed. */
  private static Map<String, @Nullable Object> mapping(Map<String, @Nullable Object> original) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    original.forEach((key, value) -> copy.put(key, copy(value)));
    return copy;
  }

  private static @Nullable Object copy(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> mapping -> mapping(cast(mapping));
      case List<?> list -> {
        List<@Nullable Object> items = new ArrayList<>();
        list.forEach(item -> items.add(copy(item)));
        yield items;
      }
      case null, default -> value;
    };
  }

  @SuppressWarnings("unchecked") // Keys of a document are text.
  private static Map<String, @Nullable Object> cast(Map<?, ?> mapping) {
    return (Map<String, @Nullable Object>) mapping;
  }
}
