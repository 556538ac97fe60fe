package dev.fungible.simulator.report;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.text.StringEscapeUtils;

/** Pages that need nothing else, made of a template and the parts that it asks for. */
final class PageTemplate {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");

  private PageTemplate() {}

  /** The template with its parts, which are not looked into for further placeholders. */
  static String of(String template, Map<String, String> parts) {
    return PLACEHOLDER
        .matcher(own(template))
        .replaceAll(found -> Matcher.quoteReplacement(part(template, parts, found.group(1))));
  }

  private static String part(String template, Map<String, String> parts, String name) {
    String part = parts.get(name);
    if (part == null) {
      throw new IllegalStateException(template + " asks for {{" + name + "}}, which nobody makes");
    }
    return part;
  }

  /** Scripts in this order. */
  static String scripts(List<String> names) {
    return names.stream().map(PageTemplate::own).collect(Collectors.joining("\n"));
  }

  /** Notes as items of a list. */
  static String notes(List<String> notes) {
    return notes.stream()
        .map(note -> "<li>" + escaped(note) + "</li>")
        .collect(Collectors.joining("\n"));
  }

  /** The text as text of a page. */
  static String escaped(String text) {
    return StringEscapeUtils.escapeHtml4(text);
  }

  /** A file of these pages. */
  static String own(String name) {
    return PageResource.text("/dev/fungible/simulator/report/" + name);
  }
}
