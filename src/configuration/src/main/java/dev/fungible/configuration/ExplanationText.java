package dev.fungible.configuration;

import dev.fungible.configuration.YamlValue.Mapping;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.text.WordUtils;
import org.jspecify.annotations.Nullable;

/** Settings below each other, each with its value and what it does. */
final class ExplanationText {

  private static final int WIDTH = 100;
  private static final int WORDS_AT = 42;
  private static final String INDENT = "  ";
  private static final String INHERITED = "· ";

  private final StringBuilder text = new StringBuilder();

  /** A section. */
  void heading(String key, String words) {
    text.append('\n').append(key).append('\n');
    if (!words.isEmpty()) {
      paragraph(1, words);
    }
  }

  /** Running text. */
  void paragraph(int depth, String words) {
    wrapped(INDENT.repeat(depth), words);
  }

  /** A name, its value, and what that means. */
  void entry(int depth, boolean inherited, String name, String value, String words) {
    String mark = inherited ? INHERITED : INDENT;
    String start = INDENT.repeat(depth - 1) + mark + name + (value.isEmpty() ? "" : ": " + value);
    if (words.isEmpty()) {
      text.append(start).append('\n');
    } else if (start.length() < WORDS_AT) {
      String rest = wrap(" ".repeat(WORDS_AT), words).substring(start.length());
      text.append(start).append(rest).append('\n');
    } else {
      text.append(start).append('\n');
      wrapped(" ".repeat(WORDS_AT), words);
    }
  }

  /**
   * All components of a record.
   *
   * @param given what the document says of them; null where it says nothing
   */
  void record(int depth, Record settings, @Nullable Mapping given) {
    Class<? extends Record> type = settings.getClass();
    Map<String, Object> values = Binder.components(settings);
    for (String key : Binder.keys(type)) {
      YamlValue said = given == null ? null : given.find(key).orElse(null);
      setting(depth, said, new Setting(key, values.get(key), Words.of(type, key)));
    }
  }

  private record Setting(String key, @Nullable Object value, String words) {}

  private void setting(int depth, @Nullable YamlValue said, Setting setting) {
    boolean inherited = said == null;
    switch (setting.value()) {
      case null -> entry(depth, inherited, setting.key(), "none", setting.words());
      case Enum<?> constant -> {
        String meaning = join(setting.words(), Words.of(constant));
        entry(depth, inherited, setting.key(), shown(constant), meaning);
      }
      case Record nested when isSection(nested) -> {
        entry(depth, inherited, setting.key(), "", setting.words());
        record(depth + 1, nested, said instanceof Mapping inner ? inner : null);
      }
      case Map<?, ?> map when map.values().stream().anyMatch(ExplanationText::isSection) -> {
        entry(depth, inherited, setting.key(), "", setting.words());
        map.forEach((name, item) -> item(depth + 1, shown(name), (Record) item, inherited));
      }
      case List<?> list when list.stream().anyMatch(ExplanationText::isSection) -> {
        entry(depth, inherited, setting.key(), "", setting.words());
        for (int i = 0; i < list.size(); i++) {
          item(depth + 1, Integer.toString(i + 1), (Record) list.get(i), inherited);
        }
      }
      default -> entry(depth, inherited, setting.key(), shown(setting.value()), setting.words());
    }
  }

  /** An element of a list or map, which replace their default as a whole. */
  private void item(int depth, String name, Record item, boolean inherited) {
    Class<? extends Record> type = item.getClass();
    Map<String, Object> values = Binder.components(item);
    entry(depth, inherited, name, "", "");
    for (String key : Binder.keys(type)) {
      Object value = values.get(key);
      entry(depth + 1, inherited, key, value == null ? "none" : shown(value), Words.of(type, key));
    }
  }

  /** Some records are written as a word, such as a class. */
  private static boolean isSection(@Nullable Object value) {
    return value instanceof Record && ConfigurationWriter.plain(value) instanceof Map;
  }

  private static String join(String words, String meaning) {
    return words.isEmpty() || meaning.isEmpty() ? words + meaning : words + ": " + meaning;
  }

  private static String shown(Object value) {
    return flow(ConfigurationWriter.plain(value), true);
  }

  private static String flow(Object plain, boolean outermost) {
    return switch (plain) {
      case Integer number when number == Integer.MAX_VALUE -> "no limit";
      case Map<?, ?> map when map.isEmpty() && outermost -> "none";
      case List<?> list when list.isEmpty() && outermost -> "none";
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> entry.getKey() + ": " + flow(entry.getValue(), false))
              .collect(Collectors.joining(", ", "{", "}"));
      case List<?> list ->
          list.stream().map(item -> flow(item, false)).collect(Collectors.joining(", ", "[", "]"));
      default -> plain.toString();
    };
  }

  private void wrapped(String indent, String words) {
    text.append(wrap(indent, words)).append('\n');
  }

  private static String wrap(String indent, String words) {
    String lines = WordUtils.wrap(words, WIDTH - indent.length(), "\n", false);
    return lines.lines().map(line -> indent + line).collect(Collectors.joining("\n"));
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
