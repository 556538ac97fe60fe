package dev.fungible.operator.lead;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * A lease as the API server has it. What others have written to it, like labels, stays when it is
 * renewed.
 */
record Lease(JsonNode object) {

  /** The only form that the API takes here: six digits of a second's fraction. */
  private static final DateTimeFormatter MICRO_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** The holder's name; empty when nobody holds it. */
  String holder() {
    return spec().path("holderIdentity").asText("");
  }

  /** How long it holds unless it is renewed, by what its last writer says. */
  Duration duration(Duration otherwise) {
    int seconds = spec().path("leaseDurationSeconds").asInt();
    return seconds > 0 ? Duration.ofSeconds(seconds) : otherwise;
  }

  /** Whether somebody holds it and has renewed it lately, by this clock. */
  boolean isHeldAt(Instant now) {
    if (holder().isEmpty()) {
      return false;
    }
    try {
      Instant renewed = Instant.parse(spec().path("renewTime").asText());
      return now.isBefore(renewed.plus(duration(Duration.ZERO)));
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  /** Whether nobody has renewed, taken or recreated it between these two views of it. */
  boolean isUnchangedSince(Lease earlier) {
    return spec().equals(earlier.spec())
        && object.path("metadata").path("uid").equals(earlier.object.path("metadata").path("uid"));
  }

  /** A lease that is not there yet, held by nobody. */
  static Lease unheld(String namespace, String name, int seconds) {
    ObjectNode lease = JsonNodeFactory.instance.objectNode();
    lease.put("apiVersion", "coordination.k8s.io/v1").put("kind", "Lease");
    lease.putObject("metadata").put("namespace", namespace).put("name", name);
    lease.putObject("spec").put("leaseDurationSeconds", seconds);
    return new Lease(lease);
  }

  /** The same, held by that one since {@code now}, or renewed if it is the holder. */
  ObjectNode heldBy(String identity, int seconds, Instant now) {
    ObjectNode next = object.deepCopy();
    ObjectNode spec = next.withObject("/spec");
    String time = MICRO_TIME.format(now);
    if (!holder().equals(identity)) {
      spec.put("leaseTransitions", spec().path("leaseTransitions").asInt() + 1);
      spec.put("acquireTime", time);
    }
    spec.put("holderIdentity", identity);
    spec.put("leaseDurationSeconds", seconds);
    spec.put("renewTime", time);
    return next;
  }

  /** The same, given back: nobody holds it, and whoever wants it waits no longer than it must. */
  ObjectNode released(Instant now) {
    ObjectNode next = object.deepCopy();
    ObjectNode spec = next.withObject("/spec");
    spec.remove("holderIdentity");
    spec.put("leaseDurationSeconds", 1);
    spec.put("renewTime", MICRO_TIME.format(now));
    return next;
  }

  private JsonNode spec() {
    return object.path("spec");
  }
}
