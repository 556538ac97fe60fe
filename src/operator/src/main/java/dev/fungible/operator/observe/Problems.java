package dev.fungible.operator.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Collects what is wrong in a cluster, as much of it as a person would read. */
final class Problems {

  private static final int MOST = 200;

  private final TreeSet<Problem> first = new TreeSet<>();
  private int more;

  /** Notes one; the same in the same place counts once. */
  void add(String where, String what, String expected) {
    if (first.add(new Problem(where, what, expected)) && first.size() > MOST) {
      first.pollLast();
      more++;
    }
  }

  /** The first of them in natural order, whatever order they came in, and how many more. */
  List<Problem> list() {
    List<Problem> result = new ArrayList<>(first);
    if (more > 0) {
      result.add(new Problem("cluster", more + " more problems", "none"));
    }
    return List.copyOf(result);
  }
}
