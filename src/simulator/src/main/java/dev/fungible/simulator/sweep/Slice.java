package dev.fungible.simulator.sweep;

/**
 * The part of a sweep that one of several machines does.
 *
 * @param index which one, from 0
 * @param count how many machines there are
 */
public record Slice(int index, int count) {

  /** The whole sweep. */
  public static final Slice ALL = new Slice(0, 1);

  public Slice {
    if (count < 1 || index < 0 || index >= count) {
      throw new BadSweep(
          "slice is " + index + "/" + count + "; expected an index below the count, like 0/8");
    }
  }

  /** Whether the case of this number is a part of it. */
  boolean has(int number) {
    return number % count == index;
  }
}
