package dev.fungible.operator.signal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.fungible.configuration.PrometheusSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecurePrometheusTest {

  private static final String PASSWORD = "changeit";

  @TempDir private Path folder;

  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private HttpsServer server;
  private Path certificate;

  @BeforeEach
  void start() throws Exception {
    Path store = folder.resolve("server.p12");
    certificate = folder.resolve("ca.crt");
    keytool(
        store,
        "-genkeypair",
        "-alias",
        "me",
        "-keyalg",
        "EC",
        "-dname",
        "CN=prometheus",
        "-ext",
        "san=ip:127.0.0.1");
    keytool(store, "-exportcert", "-alias", "me", "-rfc", "-file", certificate.toString());
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(identity(store)));
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void theAuthorityIsTrustedThatTheConfigurationNames() {
    assertThat(client(null, certificate).now("x")).isEqualTo(2);
    assertThat(tokens).containsExactly("none");
  }

  @Test
  void anAuthorityThatNobodyNamedIsNotTrusted() {
    assertThatThrownBy(() -> client(null, null).now("x"))
        .isInstanceOf(SignalFailure.class)
        .hasMessageContaining("SSLHandshakeException");
    assertThat(tokens).isEmpty();
  }

  @Test
  void theTokenIsReadAnewEachTime() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "first\n");
    PrometheusClient client = client(token, certificate);

    client.now("x");
    Files.writeString(token, "second");
    client.now("x");

    assertThat(tokens).containsExactly("Bearer first", "Bearer second");
  }

  @Test
  void withoutATokenNothingIsAsked() throws IOException {
    Path token = folder.resolve("token");
    PrometheusClient client = client(token, certificate);

    assertThatThrownBy(() -> client.now("x")).hasMessageStartingWith("cannot read the token");
    Files.writeString(token, " \n");
    assertThatThrownBy(() -> client.now("x")).hasMessageEndingWith("token holds no token");
    Files.writeString(token, "two words");
    assertThatThrownBy(() -> client.now("x")).hasMessageEndingWith("token holds no token");
    assertThat(tokens).isEmpty();
  }

  @Test
  void aLinkToTheOperatorsOwnTokenIsNotFollowed() throws Exception {
    Path mounted = folder.resolve("kubernetes.io/serviceaccount");
    Files.createDirectories(mounted);
    Files.writeString(mounted.resolve("token"), "own");
    Path link = Files.createSymbolicLink(folder.resolve("link"), mounted.resolve("token"));
    PrometheusClient client = client(link, certificate);

    assertThatThrownBy(() -> client.now("x"))
        .hasMessageContaining("expected a token that gives no access to the cluster itself");
    assertThat(tokens).isEmpty();
  }

  private PrometheusClient client(@Nullable Path token, @Nullable Path authorities) {
    return new PrometheusClient(
        new PrometheusSettings(
            "https://127.0.0.1:" + server.getAddress().getPort(),
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            token == null ? null : token.toString(),
            authorities == null ? null : authorities.toString()));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String token = exchange.getRequestHeaders().getFirst("Authorization");
    tokens.add(token == null ? "none" : token);
    byte[] answer =
        """
        {"status":"success","data":{"resultType":"scalar","result":[1,"2"]}}
        """
            .getBytes(UTF_8);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private static SSLContext identity(Path store) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  private static void keytool(Path store, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
