package dev.fungible.configuration;

import java.util.List;

/** Documents of other kinds than configurations, read into a record as strictly as these. */
public final class RecordDocument {

  private RecordDocument() {}

  /**
   * What the document says, over these defaults. A component of type {@link Object} takes anything:
   * lists, mappings, text, {@link java.math.BigDecimal}, flags, and nulls inside of them.
   *
   * @param source what messages call the document; one that ends in {@code .json} is strict JSON
   * @param elementDefaults what elements of lists and mappings keep when they leave something out
   * @throws ConfigurationException if it cannot be used, at the first fault
   */
  public static <R extends Record> R read(
      String source, byte[] document, R defaults, List<Record> elementDefaults) {
    YamlValue tree = YamlDocument.parse(source, DocumentText.of(source, document));
    Binder binder = new Binder(KnownNames.builtIn(), elementDefaults, true);
    return binder.merge(tree, defaults);
  }
}
