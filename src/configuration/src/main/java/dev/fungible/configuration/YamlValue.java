package dev.fungible.configuration;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A piece of a document, with its place. */
sealed interface YamlValue {

  /** Where it stands. */
  Place place();

  /** What it is, for people. */
  String shown();

  /** A scalar as it was written; empty for what is not a scalar. */
  default String text() {
    return "";
  }

  /** What is not a list or a mapping. */
  record Scalar(Place place, Kind kind, String text) implements YamlValue {

    /** What the document's language takes a scalar for. */
    enum Kind {
      TEXT,
      NUMBER,
      FLAG,
      EMPTY
    }

    @Override
    public String shown() {
      return switch (kind) {
        case TEXT -> Quote.of(text);
        case NUMBER, FLAG -> Quote.plain(text);
        case EMPTY -> "empty";
      };
    }
  }

  /** A list. */
  record Sequence(Place place, List<YamlValue> items) implements YamlValue {

    @Override
    public String shown() {
      return "a list";
    }
  }

  /** A mapping, in the order of the document; keys are unique. */
  record Mapping(Place place, List<Entry> entries) implements YamlValue {

    /** One key, the place of the key, and what it has. */
    record Entry(String key, Place place, YamlValue value) {}

    @Override
    public String shown() {
      return "a mapping";
    }

    /** What a key has; empty when it is not there. */
    Optional<YamlValue> find(String key) {
      return entries.stream()
          .filter(entry -> entry.key().equals(key))
          .map(Entry::value)
          .findFirst();
    }

    /** Refuses the first key that is not among these. */
    void requireKeys(Collection<String> known) {
      requireKeys(known, List.of());
    }

    /** The same; guesses that a key belongs deeper if one of these paths ends in it. */
    void requireKeys(Collection<String> known, List<String> deeper) {
      for (Entry entry : entries) {
        if (!known.contains(entry.key())) {
          String owner = place.path().isEmpty() ? "the document" : place.path();
          throw ConfigurationException.shape(
              entry.place(),
              owner + " has an unknown key " + Quote.of(entry.key()),
              entry.key(),
              known.isEmpty() ? "no keys at all" : oneOf(known),
              deeper.stream()
                  .filter(path -> path.endsWith("." + entry.key()))
                  .findFirst()
                  .or(() -> Closest.to(entry.key(), known))
                  .orElse(null));
        }
      }
    }
  }

  /** The words as a choice. */
  static String oneOf(Collection<String> words) {
    return words.size() == 1
        ? words.iterator().next()
        : words.stream().collect(Collectors.joining(", ", "one of ", ""));
  }
}
