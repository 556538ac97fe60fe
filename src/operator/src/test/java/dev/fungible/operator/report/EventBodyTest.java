package dev.fungible.operator.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventBodyTest {

  private static final Instant AT = Instant.parse("2026-03-02T08:00:00.123456789Z");

  @Test
  void theNameIsThatOfTheOccasion() {
    assertThat(name("n1", "n1-7")).isEqualTo(name("n1", "n1-7")).startsWith("n1.");
    assertThat(name("n1", "n1-8")).isNotEqualTo(name("n1", "n1-7"));
    assertThat(name("n2", "n1-7")).isNotEqualTo(name("n1", "n1-7"));
  }

  @Test
  void theLongestNodeNameStillMakesAName() {
    assertThat(name("n.".repeat(126) + "n", "x"))
        .hasSizeLessThanOrEqualTo(253)
        .doesNotContain("..");
  }

  @Test
  void eventsAboutNodesAreInTheDefaultNamespaceAndOthersWithTheirObject() {
    ObjectReference map = ObjectReference.configMap("fungible-system", "fungible-scheduler", "u");
    Notice notice = new Notice(map, Notice.Severity.WARNING, "R", "A", "m", "o", AT);

    assertThat(EventBody.of(notice, "i").at("/metadata/namespace").asText())
        .isEqualTo("fungible-system");
    assertThat(EventBody.of(about("n1", "o"), "i").at("/metadata/namespace").asText())
        .isEqualTo("default");
    assertThat(EventBody.of(about("n1", "o"), "i").at("/involvedObject").has("namespace"))
        .isFalse();
  }

  @Test
  void timesHaveTheDigitsThatTheApiServerReads() {
    assertThat(EventBody.of(about("n1", "o"), "i").path("eventTime").asText())
        .isEqualTo("2026-03-02T08:00:00.123456Z");
    assertThat(EventBody.of(about("n1", "o"), "i").path("lastTimestamp").asText())
        .isEqualTo("2026-03-02T08:00:00Z");
  }

  @Test
  void longTextIsCutByBytesBetweenCharacters() {
    assertThat(EventBody.cut("abc", 3)).isEqualTo("abc");
    assertThat(EventBody.cut("üüü", 5)).isEqualTo("ü…");
    assertThat(EventBody.cut("😀😀", 7)).isEqualTo("😀…");
    assertThat(EventBody.cut("ü".repeat(2000), 1024).getBytes(UTF_8).length).isBetween(1020, 1024);
  }

  private static String name(String node, String occasion) {
    return EventBody.of(about(node, occasion), "i").at("/metadata/name").asText();
  }

  private static Notice about(String node, String occasion) {
    ObjectReference about = ObjectReference.node(node, "u");
    return new Notice(about, Notice.Severity.NORMAL, "R", "A", "m", occasion, AT);
  }
}
