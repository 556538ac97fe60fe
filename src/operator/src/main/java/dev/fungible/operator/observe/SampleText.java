package dev.fungible.operator.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Samples at even steps as text: the first moment and then runs of equal samples, {@code -} where
 * there are none: {@code 2026-03-02T12:00:00Z 64x30 72 -x5 80}.
 *
 * @param step from one sample to the next; a sample has the number of steps since 1970 as its key
 * @param most how many more samples than this are refused
 */
record SampleText(Duration step, int most) {

  /** More GPUs than anybody has. */
  private static final double ABSURD = 1e9;

  private static final Pattern RUN = Pattern.compile("(-|\\d+(?:\\.\\d+)?)(?:x([1-9]\\d{0,4}))?");
  private static final Pattern SPACE = Pattern.compile(" ");

  /** These samples, of which there is at least one, as text. */
  String write(SortedMap<Long, Double> samples) {
    long next = samples.firstKey();
    StringBuilder text = new StringBuilder(Instant.ofEpochMilli(next * step.toMillis()).toString());
    String run = "";
    int length = 0;
    for (Map.Entry<Long, Double> sample : samples.entrySet()) {
      String value = number(sample.getValue());
      int gap = (int) (sample.getKey() - next);
      if (gap > 0 || !value.equals(run)) {
        append(text, run, length);
        append(text, "-", gap);
        run = value;
        length = 0;
      }
      length++;
      next = sample.getKey() + 1;
    }
    append(text, run, length);
    return text.toString();
  }

  private static void append(StringBuilder text, String value, int length) {
    if (length > 0) {
      text.append(' ').append(value).append(length > 1 ? "x" + length : "");
    }
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  /**
   * The samples that this text tells of.
   *
   * @throws IllegalArgumentException if it tells of none
   */
  SortedMap<Long, Double> read(String text) {
    String[] parts = SPACE.split(text);
    long at = Math.floorDiv(Instant.parse(parts[0]).toEpochMilli(), step.toMillis());
    SortedMap<Long, Double> samples = new TreeMap<>();
    for (int i = 1; i < parts.length; i++) {
      Matcher run = RUN.matcher(parts[i]);
      if (!run.matches() || samples.size() > most) {
        throw new IllegalArgumentException("no run of samples: " + Problem.quoted(parts[i]));
      }
      int length = run.group(2) == null ? 1 : Integer.parseInt(run.group(2));
      for (long end = at + length; at < end; at++) {
        if (!run.group(1).equals("-")) {
          samples.put(at, sane(Double.parseDouble(run.group(1))));
        }
      }
    }
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("no samples");
    }
    return samples;
  }

  private static double sane(double value) {
    if (!(value <= ABSURD)) {
      throw new IllegalArgumentException("no number of GPUs: " + value);
    }
    return value;
  }
}
