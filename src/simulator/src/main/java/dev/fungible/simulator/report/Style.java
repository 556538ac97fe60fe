package dev.fungible.simulator.report;

/** How a line of text stands out on a terminal with colours. */
enum Style {
  PLAIN(""),
  BOLD("1"),
  GOOD("1;32"),
  BAD("33"),
  DIM("2"),
  BOUND("36");

  private final String code;

  Style(String code) {
    this.code = code;
  }

  /** The text between escape sequences; the text itself where colours are off. */
  String paint(String text, boolean color) {
    return color && !code.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
