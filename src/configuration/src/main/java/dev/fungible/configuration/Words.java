package dev.fungible.configuration;

import com.github.therapi.runtimejavadoc.BaseJavadoc;
import com.github.therapi.runtimejavadoc.Comment;
import com.github.therapi.runtimejavadoc.CommentFormatter;
import com.github.therapi.runtimejavadoc.RuntimeJavadoc;

/**
 * What Javadoc says of settings and policies, as plain text on one line; empty where it was not
 * kept, as in jars that were compiled without the processor that keeps it.
 */
final class Words {

  private static final CommentFormatter FORMATTER = new CommentFormatter();

  private Words() {}

  /** What a type is for: the first paragraph. */
  static String of(Class<?> type) {
    return text(RuntimeJavadoc.getJavadoc(type));
  }

  /** What a component of a record means. */
  static String of(Class<? extends Record> type, String component) {
    return RuntimeJavadoc.getJavadoc(type).getRecordComponents().stream()
        .filter(words -> words.getName().equals(component))
        .map(words -> plain(words.getComment()))
        .findFirst()
        .orElse("");
  }

  /** What a constant means. */
  static String of(Enum<?> constant) {
    return text(RuntimeJavadoc.getJavadoc(constant));
  }

  private static String text(BaseJavadoc javadoc) {
    return plain(javadoc.getComment());
  }

  private static String plain(Comment comment) {
    String html = FORMATTER.format(comment);
    int paragraph = html.indexOf("<p>");
    return (paragraph < 0 ? html : html.substring(0, paragraph))
        .replaceAll("\\{@link \\S+ ([^}]+)}", "$1")
        .replaceAll("\\{@\\w+ ([^}]*)}", "$1")
        .replaceAll("<[^>]*>", "")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
