package dev.fungible.simulator.sweep;

import dev.fungible.configuration.DurationText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A setting and the values that it takes.
 *
 * @param path of the setting
 * @param values which ones
 */
record Parameter(String path, Values values) {

  private static final List<String> KEYS = List.of("from", "to", "step", "scale");
  private static final String EXPECTED =
      "a list of values, or a range such as {from: 0, to: 0.3, step: 0.05}";

  /** Values of a parameter. */
  sealed interface Values {

    /** One of them, or null for the setting to be taken away. */
    @Nullable Object draw(SplittableRandom random);

    /** All of them in order. */
    List<@Nullable Object> all();
  }

  /** These. */
  record Listed(List<@Nullable Object> all) implements Values {
    @Override
    public @Nullable Object draw(SplittableRandom random) {
      return all.get(random.nextInt(all.size()));
    }
  }

  /**
   * Numbers or times from one to another.
   *
   * @param path for messages
   * @param from the least
   * @param to the most
   * @param step between neighbours, from the least on; 0 for any value between
   * @param logarithmic whether each factor is as likely as any other
   * @param form a number as a document has it
   */
  record Range(
      String path,
      double from,
      double to,
      double step,
      boolean logarithmic,
      DoubleFunction<Object> form)
      implements Values {

    private static final int MOST = 10_000;

    @Override
    public Object draw(SplittableRandom random) {
      if (step > 0) {
        return form.apply(from + step * random.nextInt(steps() + 1));
      }
      double share = random.nextDouble();
      double value = logarithmic ? from * Math.pow(to / from, share) : from + (to - from) * share;
      return form.apply(value);
    }

    @Override
    public List<@Nullable Object> all() {
      if (step <= 0) {
        throw new BadSweep(path + " is a range without a step; expected one, or a random search");
      }
      List<@Nullable Object> result = new ArrayList<>();
      for (int i = 0; i <= steps(); i++) {
        result.add(form.apply(from + step * i));
      }
      return result;
    }

    private int steps() {
      return (int) Math.min(MOST, Math.floor((to - from) / step + 1e-9));
    }
  }

  /** Reads the values of a document. */
  static Parameter of(String path, Object values) {
    String where = "parameters[\"" + path + "\"]";
    if (values instanceof List<?> list && !list.isEmpty()) {
      List<@Nullable Object> all = new ArrayList<>(list);
      return new Parameter(path, new Listed(all));
    }
    if (values instanceof Map<?, ?> map) {
      return new Parameter(path, range(where, map));
    }
    throw BadSweep.value(where, values, EXPECTED);
  }

  private static Range range(String where, Map<?, ?> map) {
    for (Object key : map.keySet()) {
      if (!KEYS.contains(String.valueOf(key))) {
        throw BadSweep.value(where, map, EXPECTED);
      }
    }
    boolean logarithmic = "log".equals(map.get("scale"));
    if (!logarithmic && map.get("scale") != null && !"linear".equals(map.get("scale"))) {
      throw BadSweep.value(where + ".scale", map.get("scale"), "linear or log");
    }
    boolean time = map.get("from") instanceof String;
    double from = number(where + ".from", map.get("from"), time);
    double to = number(where + ".to", map.get("to"), time);
    double step = map.get("step") == null ? 0 : number(where + ".step", map.get("step"), time);
    if (!(from <= to) || step < 0 || (logarithmic && !(from > 0))) {
      throw BadSweep.value(where, map, "from at most to, both above 0 on a log scale");
    }
    DoubleFunction<Object> form = time ? Parameter::time : Parameter::decimal;
    return new Range(where, from, to, step, logarithmic, form);
  }

  private static double number(String where, @Nullable Object value, boolean time) {
    if (value == null) {
      throw new BadSweep(where + " is missing; expected " + (time ? "a time" : "a number"));
    }
    if (!time && value instanceof BigDecimal number) {
      return number.doubleValue();
    }
    return DurationText.parse(time ? value.toString() : "")
        .map(duration -> (double) duration.toSeconds())
        .orElseThrow(() -> BadSweep.value(where, value, time ? "a time such as 30m" : "a number"));
  }

  private static Object time(double seconds) {
    return DurationText.format(Duration.ofSeconds(Math.round(seconds)));
  }

  /** With as many digits as anybody would tune by. */
  private static Object decimal(double value) {
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
  }
}
