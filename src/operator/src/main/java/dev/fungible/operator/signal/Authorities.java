package dev.fungible.operator.signal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Whom to trust in the place of the usual authorities.
 *
 * @param sockets connections to servers that these vouch for
 * @param trust the same, as clients ask for it
 */
record Authorities(SSLSocketFactory sockets, X509TrustManager trust) {

  /**
   * The authorities whose certificates are in that file, in PEM.
   *
   * @throws SignalFailure if it has none
   */
  static Authorities of(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority-" + store.size(), each);
      }
      if (store.size() == 0) {
        throw new SignalFailure(file + " holds no certificates");
      }
      return of(store);
    } catch (IOException | GeneralSecurityException e) {
      throw new SignalFailure("cannot read the authorities to trust: " + e);
    }
  }

  private static Authorities of(KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return new Authorities(
        context.getSocketFactory(), (X509TrustManager) factory.getTrustManagers()[0]);
  }
}
