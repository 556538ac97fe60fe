package dev.fungible.snapshot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.fungible.configuration.Closest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** JSON, token by token, that knows where it stands when something does not do. */
final class JsonSource {

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final String name;
  private final int linesBefore;
  private final JsonParser parser;

  private JsonSource(String name, int linesBefore, JsonParser parser) {
    this.name = name;
    this.linesBefore = linesBefore;
    this.parser = parser;
  }

  /** The JSON in this text, at its first token. */
  static JsonSource of(String name, String json) {
    return ofLine(name, 1, json);
  }

  /** The JSON in this line of a longer text, at its first token. */
  static JsonSource ofLine(String name, int number, String json) {
    try {
      JsonSource source = new JsonSource(name, number - 1, JSON.createParser(json));
      source.next();
      return source;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The JSON in these bytes, UTF-8, at its first token. */
  static JsonSource of(String name, byte[] json) {
    try {
      JsonSource source = new JsonSource(name, 0, JSON.createParser(json));
      source.next();
      return source;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Goes on by a token; the end, where more must come, is refused. */
  JsonToken next() {
    JsonToken token = advance();
    if (token == null) {
      throw new BadSnapshot(name, "is empty or ends too early", "the rest of it", null);
    }
    return token;
  }

  /** Refuses all that follows. */
  void end() {
    if (advance() != null) {
      throw new BadSnapshot(where(), "more follows after the end", "nothing", null);
    }
  }

  private @Nullable JsonToken advance() {
    try {
      return parser.nextToken();
    } catch (JsonEOFException e) {
      throw new BadSnapshot(at(e.getLocation()), "ends too early", "the rest of it", null);
    } catch (StreamReadException e) {
      String fault = e.getOriginalMessage().lines().findFirst().orElse("");
      throw new BadSnapshot(
          at(e.getLocation()), "is no JSON, " + BadSnapshot.quoted(fault), "JSON", null);
    } catch (IOException e) {
      throw new BadSnapshot(where(), "is no JSON, " + e.getMessage(), "JSON", null);
    }
  }

  /** What it stands at. */
  JsonToken token() {
    return Objects.requireNonNull(parser.currentToken());
  }

  /** The key that it stands at. */
  String key() {
    return text();
  }

  /** The scalar or key that it stands at, as written. */
  String text() {
    try {
      return Objects.requireNonNullElse(parser.getText(), "");
    } catch (IOException e) {
      throw new BadSnapshot(where(), "is no JSON, " + e.getMessage(), "JSON", null);
    }
  }

  /** Passes over the value that it stands at. */
  void skip() {
    int depth = 0;
    for (JsonToken token = token(); ; token = next()) {
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (depth == 0) {
        return;
      }
    }
  }

  /** Passes over what is left of the object that it stands in. */
  void skipRest() {
    while (next() != JsonToken.END_OBJECT) {
      next();
      skip();
    }
  }

  /** Refuses another token. */
  void require(JsonToken token, String expected) {
    if (token() != token) {
      throw bad(expected);
    }
  }

  /** The value here does not do. */
  BadSnapshot bad(String expected) {
    return new BadSnapshot(where(), path() + " is " + shown(), expected, null);
  }

  /** The word here is none of these. */
  BadSnapshot unknownWord(List<String> known, String or) {
    String expected = "one of " + String.join(", ", known) + (or.isEmpty() ? "" : " " + or);
    return new BadSnapshot(
        where(), path() + " is " + shown(), expected, Closest.to(text(), known).orElse(null));
  }

  /** The object around has a key that is none of these. */
  BadSnapshot unknownKey(String key, List<String> known) {
    return new BadSnapshot(
        where(),
        path() + " is a key that is not known here",
        "one of " + String.join(", ", known),
        Closest.to(key, known).orElse("a newer version wrote it"));
  }

  /** The object that ends here lacks a key that would have had this value. */
  BadSnapshot missing(String key, String expected) {
    return new BadSnapshot(where(), path(key) + " is missing", expected, null);
  }

  /** The object that ends here lacks a key. */
  BadSnapshot missing(String key) {
    return missing(key, "a value");
  }

  /** What ends here was refused by what it was for. */
  BadSnapshot refused(IllegalArgumentException why) {
    return new BadSnapshot(
        where(),
        path() + " was refused, " + BadSnapshot.quoted(String.valueOf(why.getMessage())),
        "values that go together",
        null);
  }

  private String shown() {
    return switch (token()) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "a list";
      case END_OBJECT, END_ARRAY -> "not there";
      case VALUE_NULL -> "null";
      case VALUE_STRING -> BadSnapshot.quoted(text());
      default -> text();
    };
  }

  private String where() {
    return at(parser.currentTokenLocation());
  }

  private String at(@Nullable JsonLocation location) {
    return location == null || location.getLineNr() < 1
        ? name
        : name + ":" + (linesBefore + location.getLineNr()) + ":" + location.getColumnNr();
  }

  private String path() {
    JsonStreamContext context = parser.getParsingContext();
    JsonToken token = token();
    // At the start of an object or list the context is already that of what is inside.
    String path =
        path(token.isStructStart() ? Objects.requireNonNull(context.getParent()) : context);
    return path.isEmpty() ? "the document" : path;
  }

  private String path(String key) {
    String path = path(parser.getParsingContext());
    return path.isEmpty() ? key : path + "." + key;
  }

  private static String path(JsonStreamContext context) {
    JsonStreamContext parent = context.getParent();
    String before = parent == null ? "" : path(parent);
    if (context.inArray()) {
      return context.hasCurrentIndex() ? before + "[" + context.getCurrentIndex() + "]" : before;
    }
    String key = context.getCurrentName();
    return key == null ? before : before.isEmpty() ? key : before + "." + key;
  }
}
