package dev.fungible.policies;

import java.util.Arrays;
import java.util.List;

/**
 * Divides the nodes of pools so that they are worth the most together.
 *
 * <p>First each node goes where it adds most. Where pools are alike to everybody, that is optimal,
 * for values are concave and add up (O. Gross, A Class of Discrete-Type Minimization Problems, RAND
 * RM-1644, 1956; T. Ibaraki, N. Katoh, Resource Allocation Problems, MIT Press, 1988, chapter 4).
 * Where they are not, nodes then change hands around cycles of pools for as long as that gains, the
 * shortest cycle first: values of this kind, weighted matchings of GPUs to uses, are M♮-concave,
 * and where no cycle gains nothing better is left (K. Murota, Discrete Convex Analysis, SIAM, 2003,
 * chapter 9). With nodes of several sizes the result is good, and not always the best.
 */
final class BestUse {

  /** Below this share of all value a gain is a rounding error. */
  private static final double TOLERANCE = 1e-12;

  private static final int MOST_CYCLES = 10_000;

  private final List<Valued> users;
  private final List<List<Integer>> bestFirst;
  private final int none;
  private final int nobody;

  /** By user and pool; the last row is that of nobody, who holds what is free. */
  private final int[][] nodes;

  private BestUse(List<Valued> users, int[] capacity) {
    this.users = users;
    bestFirst = users.stream().map(Valued::bestFirst).toList();
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
    use.fill();
    int cycles = 0;
    while (use.none > 1 && cycles < MOST_CYCLES && use.improve()) {
      cycles++;
    }
    return Arrays.copyOf(use.nodes, users.size());
  }

  private void fill() {
    double[][] gains = new double[nobody][];
    for (int user = 0; user < nobody; user++) {
      gains[user] = gainsOfOneMore(user);
    }
    int[] best = best(gains);
    while (best.length > 0) {
      move(nobody, best[1], none, 1);
      move(best[0], none, best[1], 1);
      gains[best[0]] = gainsOfOneMore(best[0]);
      best = best(gains);
    }
  }

  /** The user and the pool of the highest gain; empty when nothing gains. */
  private int[] best(double[][] gains) {
    int[] found = {};
    double most = 0;
    for (int user = 0; user < nobody; user++) {
      for (int pool = 0; pool < none; pool++) {
        if (nodes[nobody][pool] > 0 && gains[user][pool] > most) {
          most = gains[user][pool];
          found = new int[] {user, pool};
        }
      }
    }
    return found;
  }

  private double[] gainsOfOneMore(int user) {
    double[] gains = new double[none];
    double before = value(user);
    for (int pool = 0; pool < none; pool++) {
      gains[pool] = canMove(user, none, pool) ? gain(user, none, pool, before) : 0;
    }
    return gains;
  }

  private double value(int user) {
    return user == nobody ? 0 : users.get(user).of(nodes[user], bestFirst.get(user));
  }

  /**
   * Whether the user can give up a node of one pool and take one of another; either may be none.
   */
  private boolean canMove(int user, int from, int to) {
    if (from == to || (from != none && nodes[user][from] == 0)) {
      return false;
    }
    if (user == nobody || to == none) {
      return true;
    }
    boolean wants = from != none || !users.get(user).isEnough(nodes[user]);
    return wants && users.get(user).suitability()[to] > 0;
  }

  private double gain(int user, int from, int to, double before) {
    move(user, from, to, 1);
    double after = value(user);
    move(user, from, to, -1);
    return after - before;
  }

  private void move(int user, int from, int to, int times) {
    if (from != none) {
      nodes[user][from] -= times;
    }
    if (to != none) {
      nodes[user][to] += times;
    }
  }

  /** Exchanges nodes around one cycle that gains, as often as that goes on to gain. */
  private boolean improve() {
    double[][] gain = new double[none + 1][none + 1];
    int[][] who = new int[none + 1][none + 1];
    for (int from = 0; from <= none; from++) {
      Arrays.fill(gain[from], Double.NEGATIVE_INFINITY);
    }
    // Nobody comes first: what loses nothing needs nobody else.
    for (int user = nobody; user >= 0; user--) {
      collect(user, gain, who);
    }
    List<Integer> cycle = new GainingCycle(gain, total() * TOLERANCE).shortest();
    boolean gained = false;
    for (int times = 1; !cycle.isEmpty() && exchange(cycle, who, times); times *= 2) {
      gained = true;
    }
    return gained;
  }

  private void collect(int user, double[][] gain, int[][] who) {
    double before = value(user);
    for (int from = 0; from <= none; from++) {
      for (int to = 0; to <= none; to++) {
        if (canMove(user, from, to)) {
          double gained = gain(user, from, to, before);
          if (gained > gain[from][to]) {
            gain[from][to] = gained;
            who[from][to] = user;
          }
        }
      }
    }
  }

  private boolean exchange(List<Integer> cycle, int[][] who, int times) {
    double before = total();
    turn(cycle, who, times);
    if (Arrays.stream(nodes).flatMapToInt(Arrays::stream).allMatch(held -> held >= 0)
        && total() > before * (1 + TOLERANCE)) {
      return true;
    }
    turn(cycle, who, -times);
    return false;
  }

  private double total() {
    double total = 0;
    for (int user = 0; user < nobody; user++) {
      total += value(user);
    }
    return total;
  }

  private void turn(List<Integer> cycle, int[][] who, int times) {
    for (int i = 0; i < cycle.size(); i++) {
      int from = cycle.get(i);
      int to = cycle.get((i + 1) % cycle.size());
      move(who[from][to], from, to, times);
    }
  }
}
