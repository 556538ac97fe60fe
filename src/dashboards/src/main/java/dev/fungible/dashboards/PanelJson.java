package dev.fungible.dashboards;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fungible.dashboards.Panel.Kind;
import dev.fungible.dashboards.Panel.Query;
import java.util.Map;

/** One panel in Grafana's JSON. */
final class PanelJson {

  private static final String HOUR = "1h";

  private PanelJson() {}

  static ObjectNode dataSource() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "prometheus")
        .put("uid", "${datasource}");
  }

  static void place(ObjectNode panel, int x, int y, int width, int height) {
    panel.putObject("gridPos").put("x", x).put("y", y).put("w", width).put("h", height);
  }

  /** The panel, without its place. */
  static ObjectNode of(Panel panel, int id) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", id).put("type", typeOf(panel.kind())).put("title", panel.title());
    if (panel.kind() == Kind.TEXT) {
      node.put("description", "How to find out more, by hand");
      node.putObject("options").put("mode", "markdown").put("content", panel.description());
      return node;
    }
    node.put("description", panel.description());
    node.set("datasource", dataSource());
    if (panel.kind() == Kind.BARS) {
      node.put("interval", HOUR);
    }
    addFields(node.putObject("fieldConfig"), panel);
    addOptions(node.putObject("options"), panel.kind());
    ArrayNode targets = node.putArray("targets");
    panel.queries().forEach(query -> addTarget(targets, query, panel.kind()));
    return node;
  }

  private static String typeOf(Kind kind) {
    return switch (kind) {
      case LINES, STACK, BARS -> "timeseries";
      case NUMBER -> "stat";
      case TEXT -> "text";
    };
  }

  private static void addTarget(ArrayNode targets, Query query, Kind kind) {
    String refId = String.valueOf((char) ('A' + targets.size()));
    ObjectNode target = targets.addObject();
    target.put("refId", refId).set("datasource", dataSource());
    target.put("expr", query.expr()).put("legendFormat", query.legend());
    target.put("editorMode", "code");
    target.put("range", kind != Kind.NUMBER).put("instant", kind == Kind.NUMBER);
  }

  private static void addFields(ObjectNode fields, Panel panel) {
    ObjectNode defaults = fields.putObject("defaults");
    defaults.put("unit", panel.unit().id());
    String colours = panel.kind() == Kind.NUMBER ? "thresholds" : "palette-classic";
    defaults.putObject("color").put("mode", colours);
    if (panel.kind() != Kind.NUMBER) {
      addStyle(defaults.putObject("custom"), panel);
    }
    ArrayNode steps = defaults.putObject("thresholds").put("mode", "absolute").putArray("steps");
    for (Limits.Step step : panel.limits().steps()) {
      ObjectNode next = steps.addObject().put("color", step.colour());
      if (steps.size() == 1) {
        next.putNull("value");
      } else {
        next.put("value", step.from());
      }
    }
    ArrayNode overrides = fields.putArray("overrides");
    if (panel.kind() != Kind.NUMBER) {
      addColours(overrides, Colours.ofClasses());
      addColours(overrides, Colours.ofStates());
      addDashes(overrides, panel);
    }
  }

  private static void addStyle(ObjectNode custom, Panel panel) {
    boolean stacked = panel.kind() != Kind.LINES;
    custom.put("drawStyle", panel.kind() == Kind.BARS ? "bars" : "line");
    custom.put("lineWidth", stacked ? 0 : 2).put("fillOpacity", stacked ? 80 : 0);
    custom.put("lineInterpolation", "stepAfter").put("showPoints", "never");
    if (!panel.limits().isBadFromBelow()) {
      // Where more is better, what counts is near the top; elsewhere graphs begin at 0 or below.
      custom.put("axisSoftMin", 0);
    }
    custom.putObject("stacking").put("mode", stacked ? "normal" : "none").put("group", "A");
    custom.putObject("thresholdsStyle").put("mode", panel.limits().drawn() ? "dashed" : "off");
  }

  private static void addColours(ArrayNode overrides, Map<String, String> colours) {
    colours.forEach(
        (name, colour) -> {
          ObjectNode override = overrides.addObject();
          override.putObject("matcher").put("id", "byRegexp").put("options", "/^" + name + "\\b/");
          ObjectNode property = override.putArray("properties").addObject().put("id", "color");
          property.putObject("value").put("mode", "fixed").put("fixedColor", colour);
        });
  }

  private static void addDashes(ArrayNode overrides, Panel panel) {
    for (int i = 0; i < panel.queries().size(); i++) {
      if (panel.queries().get(i).dashed()) {
        String refId = String.valueOf((char) ('A' + i));
        ObjectNode override = overrides.addObject();
        override.putObject("matcher").put("id", "byFrameRefID").put("options", refId);
        ArrayNode properties = override.putArray("properties");
        ObjectNode style = properties.addObject().put("id", "custom.lineStyle").putObject("value");
        style.put("fill", "dash").putArray("dash").add(8).add(6);
        properties.addObject().put("id", "custom.lineWidth").put("value", 2);
        properties.addObject().put("id", "custom.fillOpacity").put("value", 0);
        ObjectNode apart = properties.addObject().put("id", "custom.stacking");
        apart.putObject("value").put("mode", "none").put("group", "B");
      }
    }
  }

  private static void addOptions(ObjectNode options, Kind kind) {
    if (kind == Kind.NUMBER) {
      options.putObject("reduceOptions").put("values", false).putArray("calcs").add("lastNotNull");
      options.put("colorMode", "value").put("graphMode", "none").put("textMode", "auto");
      return;
    }
    ObjectNode legend = options.putObject("legend");
    legend.put("showLegend", true).put("displayMode", "table").put("placement", "bottom");
    legend.putArray("calcs").add("lastNotNull").add("max");
    options.putObject("tooltip").put("mode", "multi").put("sort", "desc");
  }
}
