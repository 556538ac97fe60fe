package dev.fungible.snapshot;

import com.fasterxml.jackson.core.JsonToken;

/**
 * The key of an object that says by which rules the others are to be read.
 *
 * @param key its name
 * @param readable the one value that can be read
 */
record RecordVersion(String key, String readable) {

  /**
   * Refuses the object that the source stands at, and passes over it, unless it is of this version.
   */
  void require(JsonSource source) {
    source.require(JsonToken.START_OBJECT, "an object");
    while (source.next() != JsonToken.END_OBJECT) {
      boolean found = source.key().equals(key);
      JsonToken token = source.next();
      if (!found) {
        source.skip();
      } else if (!token.isScalarValue() || !source.text().equals(readable)) {
        throw source.bad(readable);
      } else {
        return;
      }
    }
    throw source.missing(key, readable);
  }
}
