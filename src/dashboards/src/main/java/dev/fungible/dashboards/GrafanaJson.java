package dev.fungible.dashboards;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fungible.dashboards.Dashboard.Row;
import dev.fungible.dashboards.Dashboard.Variable;
import java.io.UncheckedIOException;

/** Dashboards in the JSON that Grafana imports; always the same bytes for the same dashboard. */
public final class GrafanaJson {

  /** Of Grafana 10.1 and later; newer ones bring it up to date by themselves. */
  private static final int SCHEMA_VERSION = 38;

  private static final String TAG = "fungible";
  private static final int COLUMNS = 24;
  private static final ObjectMapper JSON = new ObjectMapper();

  private GrafanaJson() {}

  /** That dashboard, indented, with a line break at its end. */
  public static String of(Dashboard dashboard) {
    ObjectNode root = JSON.createObjectNode();
    root.put("uid", dashboard.uid());
    root.put("title", dashboard.title());
    root.put("description", dashboard.description());
    root.putArray("tags").add(TAG);
    root.put("schemaVersion", SCHEMA_VERSION);
    root.put("editable", true);
    root.put("graphTooltip", 1);
    root.put("refresh", "1m");
    root.put("timezone", "browser");
    root.putObject("time").put("from", dashboard.from()).put("to", "now");
    root.putObject("annotations").putArray("list");
    addLink(root.putArray("links").addObject());
    ArrayNode variables = root.putObject("templating").putArray("list");
    addDataSource(variables.addObject());
    dashboard.variables().forEach(variable -> addVariable(variables.addObject(), variable));
    addPanels(root.putArray("panels"), dashboard);
    return text(root);
  }

  private static String text(ObjectNode root) {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    try {
      return JSON.writer(printer).writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** To the other dashboards, with the same choices and times. */
  private static void addLink(ObjectNode link) {
    link.put("type", "dashboards").put("title", "").put("asDropdown", false);
    link.put("includeVars", true).put("keepTime", true).putArray("tags").add(TAG);
  }

  private static void addDataSource(ObjectNode variable) {
    variable.put("name", "datasource").put("label", "Data source").put("type", "datasource");
    variable.put("query", "prometheus").put("refresh", 1).putObject("current");
  }

  private static void addVariable(ObjectNode node, Variable variable) {
    String query = "label_values(" + variable.metric() + ", " + variable.from() + ")";
    node.put("name", variable.name()).put("label", variable.label()).put("type", "query");
    node.set("datasource", PanelJson.dataSource());
    node.put("definition", query);
    node.putObject("query").put("query", query).put("refId", variable.name());
    node.put("includeAll", true).put("allValue", ".*").put("multi", true);
    node.putObject("current").put("text", "All").put("value", "$__all");
    node.put("refresh", 2).put("sort", 1);
  }

  private static void addPanels(ArrayNode panels, Dashboard dashboard) {
    int y = 0;
    for (Row row : dashboard.rows()) {
      ObjectNode heading = panels.addObject();
      heading.put("id", panels.size()).put("type", "row").put("title", row.title());
      heading.put("collapsed", false).putArray("panels");
      PanelJson.place(heading, 0, y, COLUMNS, 1);
      y += 1;
      int x = 0;
      int lowest = y;
      for (Panel panel : row.panels()) {
        if (x + panel.width() > COLUMNS) {
          x = 0;
          y = lowest;
        }
        ObjectNode node = PanelJson.of(panel, panels.size() + 1);
        PanelJson.place(node, x, y, panel.width(), panel.kind().height());
        panels.add(node);
        x += panel.width();
        lowest = Math.max(lowest, y + panel.kind().height());
      }
      y = lowest;
    }
  }
}
