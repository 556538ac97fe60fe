package dev.fungible.operator.serve;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.DefaultJoranConfigurator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class LoggingTest {

  private final PrintStream before = System.err;
  private final PrintStream beforeOut = System.out;
  private final ByteArrayOutputStream decided = new ByteArrayOutputStream();
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final Logger log = LoggerFactory.getLogger("dev.fungible.Sample");

  LoggingTest() {
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    System.setOut(new PrintStream(decided, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() throws Exception {
    System.setErr(before);
    System.setOut(beforeOut);
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    DefaultJoranConfigurator unconfigured = new DefaultJoranConfigurator();
    unconfigured.setContext(context);
    unconfigured.configure(context);
  }

  @Test
  void aLineIsOneJsonObject() throws Exception {
    Logging.configure(LogFormat.JSON, Level.INFO);

    log.debug("not this");
    log.info("Node {}\nmoved", "a");
    log.error("It broke", new IllegalStateException("outer", new RuntimeException("inner")));

    assertThat(lines()).hasSize(2);
    JsonNode first = new ObjectMapper().readTree(lines().getFirst());
    assertThat(first.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("time", "level", "logger", "thread", "message");
    assertThat(Instant.parse(first.path("time").asText())).isBefore(Instant.MAX);
    assertThat(first.path("level").asText()).isEqualTo("INFO");
    assertThat(first.path("logger").asText()).isEqualTo("dev.fungible.Sample");
    assertThat(first.path("message").asText()).isEqualTo("Node a\nmoved");
    assertThat(new ObjectMapper().readTree(lines().getLast()).path("exception").asText())
        .startsWith("java.lang.IllegalStateException: outer\n")
        .contains("Caused by: java.lang.RuntimeException: inner");
  }

  @Test
  void withoutConfigurationOnlyWarningsAreWritten() {
    log.info("not this");
    log.warn("but this");

    assertThat(lines()).containsExactly("WARN  Sample: but this");
  }

  @Test
  void textIsForPeople() {
    Logging.configure(LogFormat.TEXT, Level.DEBUG);

    log.debug("Node {} moved", "a");

    assertThat(lines()).singleElement().asString().matches("[0-9:.]{12} DEBUG Sample Node a moved");
  }

  @Test
  void aLevelOfOneselfIsTheLeastThatIsWritten() {
    Logging.configure(LogFormat.JSON, Level.ERROR);

    LoggerFactory.getLogger("org.quartz.Sample").warn("not this");
    log.warn("nor this");

    assertThat(lines()).isEmpty();
  }

  @Test
  void decisionsAreLinesOfStandardOutputWhateverTheLogIs() {
    Logger decisions = LoggerFactory.getLogger(Logging.DECISIONS);
    decisions.info("{\"before\":1}");
    for (LogFormat format : LogFormat.values()) {
      Logging.configure(format, Level.ERROR);
      decisions.info("{\"größe\":\"{}\"}");
    }

    assertThat(decided.toString(StandardCharsets.UTF_8))
        .isEqualTo("{\"größe\":\"{}\"}\n{\"größe\":\"{}\"}\n");
    assertThat(lines()).isEmpty();
  }

  private List<String> lines() {
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
