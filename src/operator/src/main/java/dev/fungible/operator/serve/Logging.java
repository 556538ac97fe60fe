package dev.fungible.operator.serve;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.fieldnames.LogstashFieldNames;
import org.slf4j.LoggerFactory;

/**
 * The log of the operator, on standard error, and its records of decisions, on standard output.
 * Until it is configured, warnings and errors alone are written, by {@code logback.xml}, so that
 * commands that print a result print nothing else.
 */
public final class Logging {

  /** The logger of records of decisions, whose messages are whole lines. */
  public static final String DECISIONS = "fungible.decisions";

  private static final String PATTERN = "%d{HH:mm:ss.SSS} %-5level %logger{0} %msg%n";

  /** What {@code logback.xml} quietens for other commands. */
  private static final String CONFIGURATION = "dev.fungible.operator.config";

  private static final String LEFT_OUT = "[ignore]";

  private Logging() {}

  /** Writes the log like this from now on. */
  public static void configure(LogFormat format, org.slf4j.event.Level level) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Encoder<ILoggingEvent> encoder =
        switch (format) {
          case JSON -> json(context);
          case TEXT -> text(context, PATTERN);
        };
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    root.addAppender(console(context, "System.err", encoder));
    root.setLevel(Level.convertAnSLF4JLevel(level));
    Logger decisions = context.getLogger(DECISIONS);
    decisions.detachAndStopAllAppenders();
    decisions.setAdditive(false);
    decisions.addAppender(console(context, "System.out", text(context, "%msg%n")));
    // Whatever level the log has.
    decisions.setLevel(Level.INFO);
    context.getLogger(CONFIGURATION).setLevel(null);
    if (level == org.slf4j.event.Level.INFO) {
      // They tell of every job and of their own start.
      context.getLogger("io.kubernetes").setLevel(Level.WARN);
      context.getLogger("org.quartz").setLevel(Level.WARN);
    }
  }

  private static ConsoleAppender<ILoggingEvent> console(
      LoggerContext context, String target, Encoder<ILoggingEvent> encoder) {
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setTarget(target);
    console.setEncoder(encoder);
    console.start();
    return console;
  }

  static EncoderBase<ILoggingEvent> json(LoggerContext context) {
    LogstashFieldNames names = new LogstashFieldNames();
    names.setTimestamp("time");
    names.setLogger("logger");
    names.setThread("thread");
    names.setStackTrace("exception");
    names.setVersion(LEFT_OUT);
    names.setLevelValue(LEFT_OUT);
    LogstashEncoder encoder = new LogstashEncoder();
    encoder.setContext(context);
    encoder.setFieldNames(names);
    encoder.setTimeZone("UTC");
    encoder.start();
    return encoder;
  }

  private static Encoder<ILoggingEvent> text(LoggerContext context, String pattern) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(pattern);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.start();
    return encoder;
  }
}
