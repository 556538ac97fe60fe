package dev.fungible.policies;

import java.util.Arrays;
import java.util.List;

/**
 * Divides the nodes of pools so that they are worth the most together.
 *
 * <p>Each node goes where it adds most. Where pools are alike to everybody, that alone is optimal,
 * for values are concave and add up (O. Gross, A Class of Discrete-Type Minimization Problems, RAND
 * RM-1644, 1956; T. Ibaraki, N. Katoh, Resource Allocation Problems, MIT Press, 1988, chapter 4).
 * Where they are not, nodes also change hands around cycles of pools as long as that gains, the
 * shortest cycle first: values of this kind, weighted matchings of GPUs to uses, are M♮-concave,
 * and where no cycle gains nothing better is left (K. Murota, Discrete Convex Analysis, SIAM, 2003,
 * chapter 9). To take a node that nobody has is a cycle too. It begins with many nodes at a time
 * and ends with single ones. With nodes of several sizes the result is good, and not always the
 * best.
 */
final class BestUse {

  /** Below this share of all value a gain is a rounding error. */
  private static final double TOLERANCE = 1e-12;

  /** Far more than it takes; whatever happens, it comes to an end. */
  private static final int MOST_CYCLES = 10_000;

  private final List<Valued> users;
  private final int none;
  private final int nobody;

  /** By user and pool; the last row is that of nobody, who holds what is free. */
  private final int[][] nodes;

  private int cycles;

  private BestUse(List<Valued> users, int[] capacity) {
    this.users = users;
    none = capacity.length;
    nobody = users.size();
    nodes = new int[nobody + 1][none];
    nodes[nobody] = capacity.clone();
  }

  /**
   * Nodes for each user, by pool.
   *
   * @param users of equal claims the earlier one wins
   * @param capacity nodes, by pool
   */
  static int[][] of(List<Valued> users, int[] capacity) {
    BestUse use = new BestUse(users, capacity);
    int most = Arrays.stream(capacity).max().orElse(0);
    for (int step = Integer.highestOneBit(most); step > 0; step /= 2) {
      while (use.cycles < MOST_CYCLES && use.improve(step)) {
        use.cycles++;
      }
    }
    return Arrays.copyOf(use.nodes, users.size());
  }

  /** Exchanges so many nodes around one cycle that gains, if there is one. */
  private boolean improve(int step) {
    double[][] gain = new double[none + 1][none + 1];
    int[][] who = new int[none + 1][none + 1];
    for (double[] from : gain) {
      Arrays.fill(from, Double.NEGATIVE_INFINITY);
    }
    // Nobody comes first: what loses nothing needs nobody else.
    collect(nobody, step, gain, who);
    for (int user = 0; user < nobody; user++) {
      collect(user, step, gain, who);
    }
    List<Integer> cycle = new GainingCycle(gain, total() * TOLERANCE).shortest();
    return !cycle.isEmpty() && exchange(cycle, who, step);
  }

  /** Notes where this user gains more by an exchange of pools than those before. */
  private void collect(int user, int step, double[][] gain, int[][] who) {
    double before = value(user);
    for (int from = 0; from <= none; from++) {
      for (int to = 0; to <= none; to++) {
        if (canMove(user, from, to, step)) {
          move(user, from, to, step);
          double gained = value(user) - before;
          move(user, from, to, -step);
          if (gained > gain[from][to]) {
            gain[from][to] = gained;
            who[from][to] = user;
          }
        }
      }
    }
  }

  /** Whether the user can give up nodes of one pool and take some of another; or of none. */
  private boolean canMove(int user, int from, int to, int step) {
    if (from == to || (from != none && nodes[user][from] < step)) {
      return false;
    }
    if (user == nobody || to == none) {
      return true;
    }
    return users.get(user).suitability()[to] > 0
        && (from != none || users.get(user).canUse(nodes[user], to, step));
  }

  private double value(int user) {
    return user == nobody ? 0 : users.get(user).of(nodes[user]);
  }

  private double total() {
    double total = 0;
    for (int user = 0; user < nobody; user++) {
      total += value(user);
    }
    return total;
  }

  private boolean exchange(List<Integer> cycle, int[][] who, int step) {
    double before = total();
    turn(cycle, who, step);
    if (Arrays.stream(nodes).flatMapToInt(Arrays::stream).allMatch(held -> held >= 0)
        && total() > before * (1 + TOLERANCE)) {
      return true;
    }
    turn(cycle, who, -step);
    return false;
  }

  private void turn(List<Integer> cycle, int[][] who, int step) {
    for (int i = 0; i < cycle.size(); i++) {
      int from = cycle.get(i);
      int to = cycle.get((i + 1) % cycle.size());
      move(who[from][to], from, to, step);
    }
  }

  private void move(int user, int from, int to, int step) {
    if (from != none) {
      nodes[user][from] -= step;
    }
    if (to != none) {
      nodes[user][to] += step;
    }
  }
}
