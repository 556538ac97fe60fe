package dev.fungible.operator.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpServer;
import dev.fungible.operator.kube.ApiFailure;
import dev.fungible.operator.kube.KubeApi;
import io.kubernetes.client.openapi.ApiClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestMetricsTest {

  private final Exposition shown = new Exposition();

  @ParameterizedTest
  @CsvSource({
    "GET,    /api/v1/nodes?limit=500,                          list,   nodes",
    "GET,    /api/v1/nodes?watch=true&resourceVersion=1,       watch,  nodes",
    "GET,    /api/v1/nodes/n1,                                 get,    nodes",
    "PATCH,  /api/v1/nodes/n1,                                 patch,  nodes",
    "GET,    /api/v1/namespaces/ns,                            get,    namespaces",
    "GET,    /api/v1/namespaces/ns/pods,                       list,   pods",
    "POST,   /api/v1/namespaces/ns/pods/p/eviction,            create, pods/eviction",
    "PUT,    /apis/coordination.k8s.io/v1/namespaces/ns/leases/l, update, leases",
    "DELETE, /apis/batch/v1/namespaces/ns/jobs/j,              delete, jobs",
    "GET,    /prefix/api/v1/namespaces/ns/configmaps/api,      get,    configmaps",
    "GET,    /readyz,                                          get,    other",
    "GET,    /api/v1/a/b/c/d/e/f,                              get,    other",
    "GET,    /api,                                             get,    other",
    "GET,    /apis,                                            get,    other",
  })
  void namesWhatIsAskedForAndNoObject(String method, String path, String verb, String resource) {
    HttpUrl url = HttpUrl.get("https://example.com" + path);

    assertThat(ResourceRequest.of(method, url)).isEqualTo(new ResourceRequest(verb, resource));
  }

  @Test
  void countsByAnswer() throws Exception {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server = HttpServer.create(address, 0);
    server.createContext(
        "/",
        exchange -> {
          int code = exchange.getRequestMethod().equals("GET") ? 200 : 409;
          exchange.sendResponseHeaders(code, 2);
          exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    server.start();
    ApiClient client = new ApiClient();
    client.setBasePath("http://127.0.0.1:" + server.getAddress().getPort());
    KubeApi api =
        KubeApi.of(client, Duration.ofSeconds(5)).through(new RequestMetrics(shown.registry()));
    try {
      api.get("/api/v1/nodes/a");
      api.get("/api/v1/nodes/b");
      assertThatThrownBy(
              () -> api.replace("/api/v1/nodes/a", JsonNodeFactory.instance.objectNode()))
          .isInstanceOf(ApiFailure.class);
    } finally {
      server.stop(0);
    }

    assertThat(shown.samples("fungible_api_requests_total"))
        .containsExactly(
            "fungible_api_requests_total{code=\"200\",resource=\"nodes\",verb=\"get\",} 2.0",
            "fungible_api_requests_total{code=\"409\",resource=\"nodes\",verb=\"update\",} 1.0");
    assertThat(shown.samples("fungible_api_request_seconds_count"))
        .containsExactly(
            "fungible_api_request_seconds_count{verb=\"get\",} 2.0",
            "fungible_api_request_seconds_count{verb=\"update\",} 1.0");
  }
}
