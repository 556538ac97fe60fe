package dev.fungible.configuration;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.quartz.CronExpression;

/** Schedules as Quartz reads them, and what is wrong with those that it cannot read. */
final class CronText {

  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern NUMBER = Pattern.compile("(?<before>[/#-]?)(?<digits>\\d+)");
  private static final Pattern ITEM =
      Pattern.compile("(?:\\*|\\?|[A-Z]{3}|\\d+)?(?:-(?:[A-Z]{3}|\\d+))?(?:/\\d+)?|.*[LW#].*");
  private static final List<Field> FIELDS =
      List.of(
          new Field("seconds", 0, 59),
          new Field("minutes", 0, 59),
          new Field("hours", 0, 23),
          new Field("day of month", 1, 31),
          new Field("month", 1, 12),
          new Field("day of week", 1, 7),
          new Field("year", 1970, 2099));
  private static final Map<String, String> NICKNAMES =
      Map.of(
          "@hourly", "0 0 * * * ?",
          "@daily", "0 0 0 * * ?",
          "@midnight", "0 0 0 * * ?",
          "@weekly", "0 0 0 ? * SUN",
          "@monthly", "0 0 0 1 * ?");
  private static final List<String> DAYS =
      List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");

  private record Field(String name, int least, int most) {}

  private CronText() {}

  /** Why the text is no schedule, and where; empty when it is one. */
  static Optional<String> fault(String text) {
    try {
      CronExpression cron = new CronExpression(text);
      cron.setTimeZone(TimeZone.getTimeZone("UTC"));
      return laxity(text)
          .or(
              () ->
                  cron.getNextValidTimeAfter(Date.from(Instant.EPOCH)) == null
                      ? Optional.of("it never comes")
                      : Optional.empty());
    } catch (ParseException e) {
      return Optional.of(reason(e));
    }
  }

  /** What a schedule is, after "expected", for one that has this fault. */
  static String expectation(String fault) {
    return "a Quartz cron expression such as 0 */5 * * * ? (" + fault + ")";
  }

  /** What a text with a fault was perhaps meant to be. */
  static Optional<String> guess(String text) {
    String dense = text.strip();
    String plain = dense.toLowerCase(Locale.ROOT).replaceFirst("^@?every\\s+", "");
    return Optional.ofNullable(NICKNAMES.get(plain))
        .or(() -> DurationText.parse(plain).flatMap(CronText::every))
        .or(() -> withQuestionMark(List.of(BLANKS.split(dense))))
        .filter(guess -> !guess.equals(text) && fault(guess).isEmpty());
  }

  private static String reason(ParseException e) {
    String message = String.valueOf(e.getMessage());
    if (message.startsWith("Illegal cron expression format")) {
      return "a field is not complete or not a number";
    }
    if (message.contains("both a day-of-week AND a day-of-month")) {
      return "one of day of month and day of week has to be ?";
    }
    String sentence = message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    String end = sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    String at = e.getErrorOffset() < 0 ? "" : " at character " + (e.getErrorOffset() + 1);
    return Quote.plain(end) + at;
  }

  /** Quartz reads some values that are out of range, steps of 0 and gaps in lists. */
  private static Optional<String> laxity(String text) {
    String[] fields = BLANKS.split(text.strip().toUpperCase(Locale.ROOT));
    for (int i = 0; i < Math.min(fields.length, FIELDS.size()); i++) {
      Field field = FIELDS.get(i);
      for (String item : fields[i].split(",", -1)) {
        if (item.isEmpty() || !ITEM.matcher(item).matches() || isOutOfRange(item, field)) {
          return Optional.of(
              field.name()
                  + " are from "
                  + field.least()
                  + " to "
                  + field.most()
                  + ", steps from 1");
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isOutOfRange(String item, Field field) {
    Matcher number = NUMBER.matcher(item);
    while (number.find()) {
      boolean value = number.group("before").isEmpty() || !item.contains("L");
      int least = number.group("before").matches("[/#]") ? 1 : field.least();
      boolean large = number.group("digits").length() > 4;
      int digits = large ? Integer.MAX_VALUE : Integer.parseInt(number.group("digits"));
      if (value && (digits < least || digits > field.most())) {
        return true;
      }
    }
    return false;
  }

  private static Optional<String> every(Duration period) {
    long seconds = period.toSeconds();
    if (seconds > 0 && seconds < 60) {
      return Optional.of("*/" + seconds + " * * * * ?");
    }
    boolean minutes = seconds % 60 == 0 && seconds >= 60 && seconds < 3600;
    return minutes ? Optional.of("0 */" + seconds / 60 + " * * * ?") : Optional.empty();
  }

  /** A line of a crontab has no seconds, may have two stars for days, and counts days from 0. */
  private static Optional<String> withQuestionMark(List<String> fields) {
    boolean crontab = fields.size() == 5;
    if (!crontab && fields.size() != 6) {
      return Optional.empty();
    }
    String time = (crontab ? "0 " : "") + String.join(" ", fields.subList(0, fields.size() - 3));
    String day = fields.get(fields.size() - 3);
    String month = fields.get(fields.size() - 2);
    String weekday = fields.getLast();
    if (weekday.equals("*") || weekday.equals("?")) {
      return Optional.of(time + " " + day + " " + month + " ?");
    }
    String named = crontab && !weekday.contains("/") ? named(weekday) : weekday;
    return day.equals("*") ? Optional.of(time + " ? " + month + " " + named) : Optional.empty();
  }

  private static String named(String weekday) {
    return Pattern.compile("[0-7]")
        .matcher(weekday)
        .replaceAll(digit -> DAYS.get(Integer.parseInt(digit.group())));
  }
}
