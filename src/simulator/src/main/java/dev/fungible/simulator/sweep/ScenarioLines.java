package dev.fungible.simulator.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The scenarios of a sweep as options of a simulation: an option with a list of values, or with
 * whole numbers like {@code 1..50}, makes a scenario for each.
 */
public final class ScenarioLines {

  /** The key that names a scenario; it is no option. */
  public static final String NAME = "name";

  private static final Pattern NUMBERS = Pattern.compile("(\\d{1,9})\\.\\.(\\d{1,9})");
  private static final int MOST = 10_000;

  private ScenarioLines() {}

  /**
   * One scenario.
   *
   * @param suffix what tells it from others of the same line; empty for the only one
   * @param options value by option, without dashes; values are scalars and mappings
   */
  public record Line(String suffix, SequencedMap<String, Object> options) {}

  /** All scenarios of a document, in order. */
  public static List<Line> of(SweepDocument document) {
    List<Line> result = new ArrayList<>();
    for (SortedMap<String, Object> options : document.scenarios()) {
      List<Line> lines = List.of(new Line("", new LinkedHashMap<>()));
      for (Map.Entry<String, Object> option : options.entrySet()) {
        lines = lines.stream().flatMap(line -> with(line, option).stream()).toList();
      }
      result.addAll(lines);
      if (result.size() > MOST) {
        throw new BadSweep("There are more than " + MOST + " scenarios; expected fewer");
      }
    }
    return result;
  }

  private static List<Line> with(Line line, Map.Entry<String, Object> option) {
    List<Object> values = values(option.getValue());
    List<Line> result = new ArrayList<>();
    for (Object value : values) {
      SequencedMap<String, Object> options = new LinkedHashMap<>(line.options());
      options.put(option.getKey(), value);
      boolean several = values.size() > 1 && !option.getKey().equals("world");
      String suffix = line.suffix() + (several ? " " + option.getKey() + "=" + value : "");
      result.add(new Line(suffix, options));
    }
    return result;
  }

  private static List<Object> values(Object value) {
    if (value instanceof List<?> list) {
      return new ArrayList<>(list);
    }
    Matcher numbers = NUMBERS.matcher(value.toString());
    if (!(value instanceof String) || !numbers.matches()) {
      return List.of(value);
    }
    List<Object> result = new ArrayList<>();
    int to = Integer.parseInt(numbers.group(2));
    for (int i = Integer.parseInt(numbers.group(1)); i <= to && result.size() <= MOST; i++) {
      result.add(i);
    }
    return result;
  }
}
