package dev.fungible.operator.serve;

import java.util.List;
import java.util.Locale;
import okhttp3.HttpUrl;

/**
 * What a request to the API server is about, without names of objects.
 *
 * @param verb as in access rules: {@code get}, {@code list}, {@code watch}, {@code create}, …
 * @param resource plural, with its subresource: {@code pods/eviction}
 */
record ResourceRequest(String verb, String resource) {

  private static final String OTHER = "other";

  static ResourceRequest of(String method, HttpUrl url) {
    List<String> path = afterVersion(url.pathSegments());
    boolean namespaced = path.size() > 2 && path.getFirst().equals("namespaces");
    List<String> rest = namespaced ? path.subList(2, path.size()) : path;
    if (rest.isEmpty() || rest.size() > 3) {
      return new ResourceRequest(method.toLowerCase(Locale.ROOT), OTHER);
    }
    String resource = rest.size() == 3 ? rest.getFirst() + "/" + rest.getLast() : rest.getFirst();
    return new ResourceRequest(verb(method, rest.size() > 1, url), resource);
  }

  private static String verb(String method, boolean named, HttpUrl url) {
    return switch (method) {
      case "GET" -> "true".equals(url.queryParameter("watch")) ? "watch" : named ? "get" : "list";
      case "POST" -> "create";
      case "PUT" -> "update";
      default -> method.toLowerCase(Locale.ROOT);
    };
  }

  /** What follows {@code /api/v1} or {@code /apis/GROUP/VERSION}; empty for other paths. */
  private static List<String> afterVersion(List<String> path) {
    int version = path.indexOf("api") >= 0 ? path.indexOf("api") + 1 : path.indexOf("apis") + 2;
    boolean known = path.contains("api") || path.contains("apis");
    return known && version < path.size() ? path.subList(version + 1, path.size()) : List.of();
  }
}
