package dev.fungible.dashboards;

import java.util.List;

/**
 * One page of panels.
 *
 * @param uid unique, and part of its address; also the name of its file
 * @param title for people
 * @param description the questions that it answers
 * @param from how far it looks back when it is opened, like {@code now-24h}
 * @param variables what a viewer can choose, beside the data source
 * @param rows from the top
 */
public record Dashboard(
    String uid,
    String title,
    String description,
    String from,
    List<Variable> variables,
    List<Row> rows) {

  public Dashboard {
    variables = List.copyOf(variables);
    rows = List.copyOf(rows);
  }

  /** Panels under one heading, from left to right as far as there is room. */
  public record Row(String title, List<Panel> panels) {

    public Row {
      panels = List.copyOf(panels);
    }

    static Row of(String title, Panel... panels) {
      return new Row(title, List.of(panels));
    }
  }

  /**
   * What a viewer can choose, one, several or all.
   *
   * @param name in queries, without the dollar sign
   * @param label for people
   * @param metric whose label has the values
   * @param from that label
   */
  public record Variable(String name, String label, String metric, String from) {

    static final Variable POOL = new Variable("pool", "Pool", "fungible_gpus", "pool");
    static final Variable CLASS = new Variable("class", "Class", "fungible_gpus", "class");
    static final Variable FROM = new Variable("from", "From", "fungible_lead_time_seconds", "from");
    static final Variable TO = new Variable("to", "To", "fungible_lead_time_seconds", "to");
  }
}
