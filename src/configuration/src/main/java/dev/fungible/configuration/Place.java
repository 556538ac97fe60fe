package dev.fungible.configuration;

/**
 * Where something stands in a document.
 *
 * @param source the document's name
 * @param path from the document's root, like {@code policies[1].settings.headroom}; empty for the
 *     root
 * @param line from 1; 0 where it is not known
 * @param column from 1; 0 where it is not known
 */
record Place(String source, String path, int line, int column) {

  /** A document as a whole. */
  static Place whole(String source) {
    return new Place(source, "", 0, 0);
  }

  /** The same thing, found at this line and column. */
  Place at(int newLine, int newColumn) {
    return new Place(source, path, newLine, newColumn);
  }

  /** What this place has under a key; keys that dots would blur are quoted. */
  Place key(String key) {
    boolean plain = !key.isEmpty() && key.chars().allMatch(Place::isPlain);
    String step = plain ? (path.isEmpty() ? key : "." + key) : "[" + Quote.of(key) + "]";
    return new Place(source, path + step, line, column);
  }

  /** What this place has at an index, from 0. */
  Place index(int index) {
    return new Place(source, path + "[" + index + "]", line, column);
  }

  private static boolean isPlain(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }

  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line + ":" + column;
  }
}
