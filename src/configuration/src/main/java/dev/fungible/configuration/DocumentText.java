package dev.fungible.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The text of a document: UTF-8, at most 1 MiB, without control characters. */
final class DocumentText {

  private static final int MOST_BYTES = 1 << 20;

  private DocumentText() {}

  /** The bytes of this file, one too many of a file that is too large. */
  static byte[] bytes(Path file) {
    Place place = Place.whole(file.toString());
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MOST_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw ConfigurationException.shape(place, "there is no such file", "", "a file", null);
    } catch (IOException e) {
      String found = "the file cannot be read (" + e.getMessage() + ")";
      throw ConfigurationException.shape(place, found, "", "a readable file", null);
    }
  }

  /** The text of these bytes. */
  static String of(String source, byte[] bytes) {
    Place place = Place.whole(source);
    if (bytes.length > MOST_BYTES) {
      throw ConfigurationException.shape(
          place, "the document is too large", "", "at most 1 MiB", null);
    }
    CharBuffer text = CharBuffer.allocate(bytes.length);
    boolean malformed =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .decode(ByteBuffer.wrap(bytes), text, true)
            .isError();
    text.flip();
    int control = firstControl(text);
    if (malformed || control < text.length()) {
      throw ConfigurationException.shape(
          positionOf(place, text, control), "the document is not text", "", "text in UTF-8", null);
    }
    return text.toString();
  }

  private static int firstControl(CharSequence text) {
    int index = 0;
    while (index < text.length() && !isControl(text.charAt(index))) {
      index++;
    }
    return index;
  }

  private static boolean isControl(char c) {
    return Character.isISOControl(c) && c != '\t' && c != '\n' && c != '\r' && c != '\u0085';
  }

  private static Place positionOf(Place place, CharSequence text, int index) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < index; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return place.at(line, index - lineStart + 1);
  }
}
