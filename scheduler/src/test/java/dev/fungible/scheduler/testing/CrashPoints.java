package dev.fungible.scheduler.testing;

/** Counts the points before and after every call of a fake, and ends the process at one of them. */
public final class CrashPoints {

  private final int fatal;
  private int passed;

  private CrashPoints(int fatal) {
    this.fatal = fatal;
  }

  /** Never ends the process. */
  public static CrashPoints none() {
    return new CrashPoints(Integer.MAX_VALUE);
  }

  /** Ends the process at the {@code point}th point, from 0. */
  public static CrashPoints at(int point) {
    return new CrashPoints(point);
  }

  /** Points passed so far. */
  public int passed() {
    return passed;
  }

  /** Runs the call between two points. */
  void around(String what, Runnable call) {
    pass("before " + what);
    call.run();
    pass("after " + what);
  }

  private void pass(String where) {
    if (passed++ == fatal) {
      throw new Crash(where);
    }
  }
}
