package dev.fungible.configuration;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The known word that a mistyped one is most likely to mean. */
public final class Closest {

  private static final int SHORTEST_BEGINNING = 3;

  private Closest() {}

  /**
   * The candidate with the least edit distance, when at most a third of the word differs; else the
   * first one that begins with the word, or that the word begins with.
   */
  public static Optional<String> to(String word, Collection<String> candidates) {
    String lower = word.strip().toLowerCase(Locale.ROOT);
    int most = Math.max(1, lower.length() / 3);
    Optional<String> closest = Optional.empty();
    for (String candidate : candidates) {
      int distance = new LevenshteinDistance(most).apply(lower, candidate.toLowerCase(Locale.ROOT));
      if (distance >= 0) {
        closest = Optional.of(candidate);
        most = distance - 1;
      }
      if (distance == 0) {
        return closest;
      }
    }
    return closest.or(() -> beginning(lower, candidates));
  }

  private static Optional<String> beginning(String lower, Collection<String> candidates) {
    return candidates.stream()
        .filter(candidate -> begins(candidate.toLowerCase(Locale.ROOT), lower))
        .findFirst();
  }

  private static boolean begins(String one, String other) {
    return Math.min(one.length(), other.length()) >= SHORTEST_BEGINNING
        && (one.startsWith(other) || other.startsWith(one));
  }
}
