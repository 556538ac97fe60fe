package dev.fungible.simulator.trace;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The known word that a mistyped one is most likely to mean. */
final class Closest {

  private Closest() {}

  /** The candidate with the least edit distance, when at most a third of the word differs. */
  static Optional<String> to(String word, Collection<String> candidates) {
    String lower = word.strip().toLowerCase(Locale.ROOT);
    int least = Math.max(1, lower.length() / 3) + 1;
    Optional<String> closest = Optional.empty();
    for (String candidate : candidates) {
      int distance =
          LevenshteinDistance.getDefaultInstance().apply(lower, candidate.toLowerCase(Locale.ROOT));
      if (distance < least) {
        least = distance;
        closest = Optional.of(candidate);
      }
    }
    return closest;
  }
}
