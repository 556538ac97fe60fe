package dev.fungible.configuration;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.fungible.configuration.YamlValue.Mapping;
import dev.fungible.configuration.YamlValue.Scalar;
import dev.fungible.configuration.YamlValue.Scalar.Kind;
import dev.fungible.configuration.YamlValue.Sequence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reads one YAML document, or a JSON one, into a tree that knows its places. Anchors, aliases and
 * tags are refused, so a small document cannot grow large.
 */
final class YamlDocument {

  private static final int DEEPEST = 32;
  private static final JsonFactory YAML =
      YAMLFactory.builder()
          .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
          .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
          .build();
  private static final Pattern ASIDE = Pattern.compile("\\. \\(.*");
  private static final JsonFactory JSON = new JsonFactory();

  private final JsonParser parser;

  private YamlDocument(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * The mapping that the document is.
   *
   * @param source the document's name; one that ends in {@code .json} is read as strict JSON
   * @throws ConfigurationException if the text is not one well-formed document that is a mapping
   */
  static Mapping parse(String source, String text) {
    Place root = Place.whole(source);
    try (JsonParser parser = (source.endsWith(".json") ? JSON : YAML).createParser(text)) {
      return new YamlDocument(parser).read(root);
    } catch (JsonProcessingException e) {
      throw malformed(root, e);
    } catch (IOException e) {
      throw new UncheckedIOException("Text in memory could not be read", e);
    }
  }

  private Mapping read(Place root) throws IOException {
    if (parser.nextToken() == null) {
      throw ConfigurationException.shape(
          root, "the document is empty", "", "a mapping that begins with apiVersion", null);
    }
    YamlValue value = value(root, 0);
    if (parser.nextToken() != null) {
      throw ConfigurationException.shape(
          here(root), "a second document begins", "", "one document", null);
    }
    if (value instanceof Mapping mapping) {
      return mapping;
    }
    throw ConfigurationException.value(value, "a mapping that begins with apiVersion", null);
  }

  private YamlValue value(Place parent, int depth) throws IOException {
    Place place = here(parent);
    refuseReferences(place);
    if (depth > DEEPEST) {
      throw ConfigurationException.shape(
          place,
          "the document is nested deeper than " + DEEPEST + " levels",
          "",
          "a flatter document",
          null);
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> mapping(place, depth);
      case START_ARRAY -> sequence(place, depth);
      case VALUE_STRING -> new Scalar(place, Kind.TEXT, parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Scalar(place, Kind.NUMBER, parser.getText());
      case VALUE_TRUE, VALUE_FALSE -> new Scalar(place, Kind.FLAG, parser.getText());
      case VALUE_NULL -> new Scalar(place, Kind.EMPTY, "");
      default -> throw new IllegalStateException("No value begins with " + parser.currentToken());
    };
  }

  private Mapping mapping(Place place, int depth) throws IOException {
    Map<String, Mapping.Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      Place at = here(place.key(key));
      if (parser.getObjectId() != null) {
        throw reference(at);
      }
      Mapping.Entry first = entries.get(key);
      if (first != null) {
        throw ConfigurationException.shape(
            at,
            at.path() + " is given twice, first on line " + first.place().line(),
            key,
            "each key once",
            null);
      }
      parser.nextToken();
      entries.put(key, new Mapping.Entry(key, at, value(at, depth + 1)));
    }
    return new Mapping(place, List.copyOf(entries.values()));
  }

  private Sequence sequence(Place place, int depth) throws IOException {
    List<YamlValue> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(place.index(items.size()), depth + 1));
    }
    return new Sequence(place, List.copyOf(items));
  }

  private Place here(Place place) {
    JsonLocation location = parser.currentTokenLocation();
    return place.at(location.getLineNr(), location.getColumnNr());
  }

  private void refuseReferences(Place place) throws IOException {
    boolean alias = parser instanceof YAMLParser yaml && yaml.isCurrentAlias();
    if (alias || parser.getObjectId() != null || parser.getTypeId() != null) {
      throw reference(place);
    }
  }

  private static ConfigurationException reference(Place place) {
    return ConfigurationException.shape(
        place,
        (place.path().isEmpty() ? "the document" : place.path())
            + " has an anchor, an alias or a tag",
        "",
        "values written out in full",
        null);
  }

  private static ConfigurationException malformed(Place root, JsonProcessingException e) {
    JsonLocation location = e.getLocation();
    Place place = location == null ? root : root.at(location.getLineNr(), location.getColumnNr());
    String problem = e.getOriginalMessage();
    if (e.getCause() instanceof MarkedYAMLException yaml && yaml.getProblemMark() != null) {
      place = root.at(yaml.getProblemMark().getLine() + 1, yaml.getProblemMark().getColumn() + 1);
      problem = yaml.getProblem();
    } else if (problem.startsWith("Expected a field name")) {
      problem = "a key is not plain text";
    }
    String language = root.source().endsWith(".json") ? "JSON" : "YAML";
    String line = problem.lines().findFirst().orElse("").replaceAll(" +", " ");
    String reason = ASIDE.matcher(line).replaceFirst("");
    String found = "the text cannot be read (" + Quote.plain(reason) + ")";
    return ConfigurationException.shape(place, found, "", "valid " + language, remedy(reason));
  }

  private static @Nullable String remedy(String problem) {
    if (problem.contains("TAB")) {
      return "blanks instead of the tab";
    }
    if (problem.startsWith("mapping values are not allowed")) {
      return "quotes around a value that has a colon, or another indentation";
    }
    if (problem.startsWith("unexpected character found")) {
      return "quotes around a value that begins with a star or an ampersand";
    }
    return problem.contains("cannot start any token") ? "quotes around the value" : null;
  }
}
