package dev.fungible.operator.config;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fungible.operator.report.Notice;
import dev.fungible.operator.report.ObjectReference;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * Tells what became of the configuration: in an Event on its ConfigMap, and in the status
 * ConfigMap, where it also keeps the last good document for the next start. Made anew when a
 * process begins to lead. Safe for use by several threads.
 */
public final class ConfigurationReport {

  /** Reason of the Event about a document that was refused. */
  public static final String REFUSED = "ConfigurationRefused";

  /** Reason of the Event about a document that is in force. */
  public static final String ACCEPTED = "ConfigurationAccepted";

  /** Key of the report in the status ConfigMap. */
  public static final String KEY = "configuration";

  private final ConfigurationAddress address;
  private final Consumer<Notice> events;
  private final Consumer<ObjectNode> status;
  private final InstantSource time;
  private ConfigurationState told = ConfigurationState.UNKNOWN;

  /**
   * A report of the configuration at this address.
   *
   * @param events where Events are published; must neither wait nor throw
   * @param status what the status ConfigMap is to hold, as {@link
   *     dev.fungible.operator.report.StatusConfigMap#want} takes it
   */
  public ConfigurationReport(
      ConfigurationAddress address,
      Consumer<Notice> events,
      Consumer<ObjectNode> status,
      InstantSource time) {
    this.address = address;
    this.events = events;
    this.status = status;
    this.time = time;
  }

  /** Tells this, unless it was told already. Does not wait for the cluster. */
  public synchronized void tell(ConfigurationState state) {
    if (!state.isKnown() || state.equals(told)) {
      return;
    }
    ConfigurationInForce inForce = state.inForce();
    if (inForce != null && !inForce.equals(told.inForce())) {
      keep(inForce);
      if (!inForce.revision().isRecalled()) {
        publish(Notice.Severity.NORMAL, ACCEPTED, accepted(inForce), inForce.revision());
      }
    }
    RefusedDocument refused = state.refused();
    if (refused != null && !refused.equals(told.refused())) {
      String message = state.problem().orElseThrow();
      publish(Notice.Severity.WARNING, REFUSED, message, refused.revision());
    }
    describe(state);
    told = state;
  }

  private void keep(ConfigurationInForce inForce) {
    ObjectNode content = JsonNodeFactory.instance.objectNode();
    ObjectNode data = content.putObject("data");
    ObjectNode binaryData = content.putObject("binaryData");
    if (LastGood.isLarge(inForce.text())) {
      data.putNull(LastGood.PLAIN);
      binaryData.put(LastGood.COMPRESSED, LastGood.compressed(inForce.text()));
    } else {
      data.put(LastGood.PLAIN, inForce.text());
      binaryData.putNull(LastGood.COMPRESSED);
    }
    data.put(LastGood.HASH, inForce.revision().hash());
    status.accept(content);
  }

  private static String accepted(ConfigurationInForce inForce) {
    return "In force: "
        + inForce.configuration().pools().size()
        + " pools, "
        + inForce.configuration().policies().size()
        + " policies; SHA-256 "
        + inForce.revision().hash()
        + ".";
  }

  private void publish(Notice.Severity severity, String reason, String message, Revision revision) {
    ObjectReference map =
        ObjectReference.configMap(address.namespace(), address.name(), revision.uid());
    String occasion = revision.resourceVersion() + " " + message;
    Instant since = revision.since();
    events.accept(new Notice(map, severity, reason, "Validate", message, occasion, since));
  }

  private void describe(ConfigurationState state) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("state", word(state)).put("since", time.instant().toString());
    ConfigurationInForce inForce = state.inForce();
    if (inForce != null) {
      document.putObject("inForce").put("sha256", inForce.revision().hash());
    }
    RefusedDocument refused = state.refused();
    if (refused != null) {
      describe(document.putObject("refused"), refused);
    }
    if (!state.note().isEmpty()) {
      document.put("note", state.note());
    }
    ObjectNode content = JsonNodeFactory.instance.objectNode();
    content.putObject("data").put(KEY, document.toPrettyString() + "\n");
    status.accept(content);
  }

  private static String word(ConfigurationState state) {
    if (state.refused() == null) {
      return "inForce";
    }
    return state.inForce() == null ? "none" : "refused";
  }

  private static void describe(ObjectNode line, RefusedDocument refused) {
    Fault fault = refused.fault();
    line.put("sha256", refused.revision().hash()).put("error", fault.message());
    line.put("path", fault.path()).put("value", fault.value());
    if (fault.line() > 0) {
      line.put("line", fault.line()).put("column", fault.column());
    }
    line.put("expected", fault.expected());
    if (!fault.maybe().isEmpty()) {
      line.put("maybe", fault.maybe());
    }
  }
}
