package dev.fungible.operator.signal;

/** A query that gave no number: the message says why, for people, in one short line. */
public final class SignalFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final int LONGEST = 300;

  SignalFailure(String message) {
    super(plain(message));
  }

  private static String plain(String message) {
    StringBuilder line = new StringBuilder();
    message
        .codePoints()
        .limit(LONGEST)
        .forEach(c -> line.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
    return message.codePointCount(0, message.length()) > LONGEST
        ? line.append("…").toString()
        : line.toString();
  }
}
