package dev.fungible.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate for loopback that nobody but us trusts, for as long as this process.
 *
 * @param tls what a server takes to show it
 * @param pem the certificate, for whoever is to trust it
 */
record Certificate(SSLContext tls, String pem) {

  private static final String PASSWORD = "for-loopback";

  /** Makes one; in the folder, its key is left for a moment. */
  static Certificate make(Path folder) throws IOException {
    Path file = folder.resolve("loopback.p12");
    Program.run(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keyalg",
            "EC",
            "-alias",
            "loopback",
            "-dname",
            "CN=loopback",
            "-ext",
            "SAN=IP:127.0.0.1",
            "-validity",
            "2",
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-keystore",
            file.toString()));
    try (InputStream content = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(content, PASSWORD.toCharArray());
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, PASSWORD.toCharArray());
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(keys.getKeyManagers(), null, null);
      return new Certificate(tls, pem((X509Certificate) store.getCertificate("loopback")));
    } catch (GeneralSecurityException e) {
      throw new ImageFailed("no certificate for loopback", e);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static String pem(X509Certificate certificate) throws GeneralSecurityException {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }
}
