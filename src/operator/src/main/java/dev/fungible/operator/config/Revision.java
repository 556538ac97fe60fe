package dev.fungible.operator.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Which document it is.
 *
 * @param hash SHA-256 of its bytes in hexadecimal digits; empty where there is no document
 * @param uid of the ConfigMap that it was seen in; empty where it was seen in none
 * @param resourceVersion of that ConfigMap when it was first seen; 0 where it was seen in none
 * @param since when it was first seen by this process
 */
public record Revision(String hash, String uid, long resourceVersion, Instant since) {

  /** No document, and no ConfigMap. */
  static Revision none(Instant since) {
    return new Revision("", "", 0, since);
  }

  /** Whether it was not seen in the ConfigMap, but remembered from an earlier run. */
  public boolean isRecalled() {
    return resourceVersion == 0;
  }

  static String hashOf(byte[] document) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(document));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  static String hashOf(String document) {
    return hashOf(document.getBytes(StandardCharsets.UTF_8));
  }
}
