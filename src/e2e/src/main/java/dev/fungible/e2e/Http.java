package dev.fungible.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Plain requests to the programs of the plane, before and beside the Kubernetes client. */
final class Http {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Http() {}

  /** The status that an address answers with, trusting only the given certificates. */
  static int status(URI address, Path authority)
      throws IOException, InterruptedException, GeneralSecurityException {
    try (HttpClient client = HttpClient.newBuilder().sslContext(trusting(authority)).build()) {
      HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
      return client.send(request, BodyHandlers.discarding()).statusCode();
    }
  }

  /** Whether a plain address answers, and that all is well. */
  static boolean isOk(URI address) throws InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Posts JSON and returns the answer. */
  static String post(URI address, String json) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(address)
              .timeout(PATIENCE)
              .POST(HttpRequest.BodyPublishers.ofString(json))
              .build();
      var response = client.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new PlaneFailed(
            "%s answered %d: %s".formatted(address, response.statusCode(), response.body()));
      }
      return response.body();
    }
  }

  private static SSLContext trusting(Path authority) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(authority)) {
      int index = 0;
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority-" + index++, certificate);
      }
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
