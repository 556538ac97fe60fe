package dev.fungible.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, as OCI writes it. */
final class Digests {

  private Digests() {}

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Of all that was written. */
  static String text(DigestOutputStream stream) {
    return text(stream.getMessageDigest().digest());
  }

  /** Of a file. */
  static String of(Path file) throws IOException {
    try (InputStream content = Files.newInputStream(file);
        DigestOutputStream digested =
            new DigestOutputStream(OutputStream.nullOutputStream(), sha256())) {
      content.transferTo(digested);
      return text(digested);
    }
  }

  private static String text(byte[] digest) {
    return "sha256:" + HexFormat.of().formatHex(digest);
  }
}
