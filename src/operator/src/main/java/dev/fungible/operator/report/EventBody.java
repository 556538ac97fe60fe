package dev.fungible.operator.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fungible.operator.kube.KubeApi;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/** Notices as the API server takes them: core/v1 Events. */
final class EventBody {

  /** Limits of the API server, which refuses what is longer. */
  private static final int LONGEST_MESSAGE = 1024;

  private static final int LONGEST_INSTANCE = 128;
  private static final int LONGEST_NAME = 253;
  private static final int HASH = 16;

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private EventBody() {}

  /**
   * The Event of a notice.
   *
   * @param instance which process tells it
   */
  static ObjectNode of(Notice notice, String instance) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("apiVersion", "v1").put("kind", "Event");
    event
        .putObject("metadata")
        .put("name", name(notice))
        .put("namespace", notice.about().eventNamespace());
    about(event.putObject("involvedObject"), notice.about());
    Instant at = notice.at();
    return event
        .put("type", notice.severity() == Notice.Severity.NORMAL ? "Normal" : "Warning")
        .put("reason", notice.reason())
        .put("action", notice.action())
        .put("message", cut(notice.message(), LONGEST_MESSAGE))
        .put("reportingComponent", KubeApi.FIELD_MANAGER)
        .put("reportingInstance", cut(instance, LONGEST_INSTANCE))
        .put("eventTime", MICROS.format(at))
        .put("firstTimestamp", SECONDS.format(at))
        .put("lastTimestamp", SECONDS.format(at))
        .put("count", 1)
        .set(
            "source",
            JsonNodeFactory.instance.objectNode().put("component", KubeApi.FIELD_MANAGER));
  }

  private static void about(ObjectNode involved, ObjectReference about) {
    involved.put("apiVersion", about.apiVersion());
    involved.put("kind", about.kind()).put("name", about.name());
    if (!about.namespace().isEmpty()) {
      involved.put("namespace", about.namespace());
    }
    if (!about.uid().isEmpty()) {
      involved.put("uid", about.uid());
    }
  }

  /** The same for the same occasion, so that what is told twice is refused as there already. */
  private static String name(Notice notice) {
    String told = notice.about() + " " + notice.reason() + " " + notice.occasion();
    String object = notice.about().name();
    int most = LONGEST_NAME - HASH - 1;
    String begin = object.length() <= most ? object : object.substring(0, most);
    return begin.replaceAll("[.-]+$", "") + "." + hash(told).substring(0, HASH);
  }

  private static String hash(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** The API server counts bytes; what has more of them than that ends in an ellipsis. */
  static String cut(String text, int most) {
    if (text.getBytes(UTF_8).length <= most) {
      return text;
    }
    int bytes = 0;
    int end = 0;
    while (end < text.length()) {
      int c = text.codePointAt(end);
      bytes += Character.toString(c).getBytes(UTF_8).length;
      if (bytes > most - "…".getBytes(UTF_8).length) {
        break;
      }
      end += Character.charCount(c);
    }
    return text.substring(0, end) + "…";
  }
}
