package dev.fungible.dashboards;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One colour for each class, and for each state of a GPU, on all dashboards. They differ for people
 * who see no red or no green, and have a contrast of 3 to white and to Grafana's dark panels.
 * Classes that the configuration adds take Grafana's own.
 */
public final class Colours {

  private static final Map<String, String> CLASSES = new LinkedHashMap<>();
  private static final Map<String, String> STATES = new LinkedHashMap<>();

  static {
    CLASSES.put("training", "#1b7fbd");
    CLASSES.put("inference", "#c97b00");
    CLASSES.put("ranking", "#009e73");
    STATES.put("busy", "#7a6fd0");
    STATES.put("idle", "#858d96");
    STATES.put("fragmented", "#a8821a");
    STATES.put("shifting", "#c2649a");
    STATES.put("unhealthy", "#d5402b");
  }

  private Colours() {}

  /** Of built-in classes, by name. */
  public static Map<String, String> ofClasses() {
    return CLASSES;
  }

  /** Of the states of a GPU, by the value of the label. */
  public static Map<String, String> ofStates() {
    return STATES;
  }
}
