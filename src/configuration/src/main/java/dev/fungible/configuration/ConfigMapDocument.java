package dev.fungible.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fungible.configuration.YamlValue.Mapping;
import dev.fungible.configuration.YamlValue.Scalar;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The configuration that a ConfigMap holds, still to be read; immutable. */
public final class ConfigMapDocument {

  /** The key that has the document. */
  public static final String KEY = "fungible.yaml";

  private static final List<String> SECTIONS = List.of("data", "binaryData");
  private static final Pattern BLANKS = Pattern.compile("\\s");

  private final String source;
  private final byte[] bytes;

  private ConfigMapDocument(String source, byte[] bytes) {
    this.source = source;
    this.bytes = bytes;
  }

  /** What messages call the document: the ConfigMap, the section and the key. */
  public String source() {
    return source;
  }

  /** The document itself. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /**
   * The document in a ConfigMap as clients see it.
   *
   * @param source what messages call the ConfigMap
   * @param data its text
   * @param binaryData its bytes, decoded
   * @throws ConfigurationException if it does not have the key
   */
  public static ConfigMapDocument of(
      String source, Map<String, String> data, Map<String, byte[]> binaryData) {
    String text = data.get(KEY);
    byte[] binary = binaryData.get(KEY);
    if (text != null) {
      return new ConfigMapDocument(name(source, "data"), text.getBytes(UTF_8));
    }
    if (binary != null) {
      return new ConfigMapDocument(name(source, "binaryData"), binary.clone());
    }
    List<String> keys = new ArrayList<>(data.keySet());
    keys.addAll(binaryData.keySet());
    throw missing(Place.whole(source), keys);
  }

  /**
   * The document in a ConfigMap's manifest; empty for a mapping that is no such manifest.
   *
   * @param source what messages call the manifest; one that ends in {@code .json} is strict JSON
   * @throws ConfigurationException if the manifest cannot be read, or does not have the key
   */
  public static Optional<ConfigMapDocument> inManifest(String source, byte[] manifest) {
    Mapping root = YamlDocument.parse(source, DocumentText.of(source, manifest));
    boolean configMap = root.find("kind").map(YamlValue::text).orElse("").equals("ConfigMap");
    return configMap ? Optional.of(in(root)) : Optional.empty();
  }

  private static ConfigMapDocument in(Mapping manifest) {
    List<String> keys = new ArrayList<>();
    Place place = manifest.place();
    for (String section : SECTIONS) {
      YamlValue value = manifest.find(section).orElse(null);
      if (value instanceof Mapping entries) {
        YamlValue document = entries.find(KEY).orElse(null);
        if (document != null) {
          return document(document, section);
        }
        entries.entries().forEach(entry -> keys.add(entry.key()));
        place = entries.place();
      } else if (value != null && !isEmpty(value)) {
        throw ConfigurationException.value(value, "a mapping with " + KEY, null);
      }
    }
    throw missing(place, keys);
  }

  private static ConfigMapDocument document(YamlValue document, String section) {
    if (!(document instanceof Scalar scalar) || scalar.kind() != Scalar.Kind.TEXT) {
      String guess = document instanceof Scalar ? null : "a | behind the key";
      throw ConfigurationException.value(document, "the document as text", guess);
    }
    String name = name(document.place().source(), section);
    if (section.equals("data")) {
      return new ConfigMapDocument(name, scalar.text().getBytes(UTF_8));
    }
    try {
      String dense = BLANKS.matcher(scalar.text()).replaceAll("");
      return new ConfigMapDocument(name, Base64.getDecoder().decode(dense));
    } catch (IllegalArgumentException e) {
      throw ConfigurationException.value(document, "base64", "data instead of binaryData");
    }
  }

  private static boolean isEmpty(YamlValue value) {
    return value instanceof Scalar scalar && scalar.kind() == Scalar.Kind.EMPTY;
  }

  private static String name(String source, String section) {
    return source + " " + Place.whole("").key(section).key(KEY).path();
  }

  private static ConfigurationException missing(Place place, List<String> keys) {
    String found =
        keys.isEmpty()
            ? "the ConfigMap has no data"
            : "the ConfigMap has no key "
                + Quote.of(KEY)
                + ", but "
                + Quote.plain(String.join(", ", keys));
    String guess = Closest.to(KEY, keys).map(key -> KEY + " instead of " + key).orElse(null);
    return ConfigurationException.shape(
        place, found, "", "the configuration under the key " + KEY, guess);
  }
}
