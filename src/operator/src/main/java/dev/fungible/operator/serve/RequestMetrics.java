package dev.fungible.operator.serve;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.time.Duration;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Counts the requests to the API server that pass through it, and how long the server takes to
 * begin its answer. Safe for use by several threads.
 */
public final class RequestMetrics implements Interceptor {

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(5),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5)
  };

  /** The code of a request that got no answer. */
  private static final String NO_ANSWER = "none";

  private final MeterRegistry registry;

  /** Counts there. */
  public RequestMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    ResourceRequest asked = ResourceRequest.of(request.method(), request.url());
    long begun = System.nanoTime();
    String code = NO_ANSWER;
    try {
      Response response = chain.proceed(request);
      code = Integer.toString(response.code());
      return response;
    } finally {
      count(asked, code, Duration.ofNanos(System.nanoTime() - begun));
    }
  }

  void count(ResourceRequest asked, String code, Duration took) {
    Counter.builder("fungible.api.requests")
        .description("Requests to the API server")
        .tags("verb", asked.verb(), "resource", asked.resource(), "code", code)
        .register(registry)
        .increment();
    Timer.builder("fungible.api.request")
        .description("Until the API server began its answer")
        .tags("verb", asked.verb())
        .serviceLevelObjectives(BUCKETS)
        .register(registry)
        .record(took);
  }
}
