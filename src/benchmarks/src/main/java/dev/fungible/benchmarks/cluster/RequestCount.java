package dev.fungible.benchmarks.cluster;

import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Response;

/** Counts requests by method and resource. Safe for use by several threads. */
final class RequestCount implements Interceptor {

  /** Where the name of a resource stands in a path, for {@code api} and for {@code apis}. */
  private static final List<String> NAMES =
      List.of("nodes", "pods", "jobs", "poddisruptionbudgets", "events", "configmaps", "leases");

  private final SortedMap<String, LongAdder> counts = new ConcurrentSkipListMap<>();

  @Override
  public Response intercept(Chain chain) throws IOException {
    HttpUrl url = chain.request().url();
    String what = chain.request().method() + " " + resource(url.pathSegments());
    counts.computeIfAbsent(what, name -> new LongAdder()).increment();
    return chain.proceed(chain.request());
  }

  private static String resource(List<String> path) {
    if (path.getLast().equals("eviction")) {
      return "pods/eviction";
    }
    return NAMES.stream().filter(path::contains).findFirst().orElse("other");
  }

  /** The counts so far. */
  SortedMap<String, Long> soFar() {
    SortedMap<String, Long> result = new TreeMap<>();
    counts.forEach((what, count) -> result.put(what, count.sum()));
    return result;
  }
}
