package dev.fungible.expression;

/**
 * A place in an expression.
 *
 * @param line from 1
 * @param column from 1, in code points
 */
record Position(int line, int column) {

  /** The place of the code point at an offset, from 0. */
  static Position of(String text, int offset) {
    int line = 1;
    int column = 1;
    int[] before = text.codePoints().limit(offset).toArray();
    for (int c : before) {
      line += c == '\n' ? 1 : 0;
      column = c == '\n' ? 1 : column + 1;
    }
    return new Position(line, column);
  }

  @Override
  public String toString() {
    return line + ":" + column;
  }
}
