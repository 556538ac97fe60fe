package dev.fungible.configuration;

import dev.fungible.scheduler.settings.SettingException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The server that answers the queries of signals: Prometheus, or what speaks its HTTP API.
 *
 * @param url its address, up to where {@code /api/v1} begins; null where there is none
 * @param timeout how long one answer may take, from 100ms to 1m
 * @param every how often each query is asked, from 1s to 5m
 * @param bearerTokenFile a file in the operator's container whose content goes along as bearer
 *     token; only over https
 * @param caFile a file in the operator's container with the certificates, in PEM, of authorities to
 *     trust in the place of the usual ones; only over https
 */
public record PrometheusSettings(
    @Nullable String url,
    Duration timeout,
    Duration every,
    @Nullable String bearerTokenFile,
    @Nullable String caFile) {

  private static final Duration LEAST_TIMEOUT = Duration.ofMillis(100);
  private static final Duration MOST_TIMEOUT = Duration.ofMinutes(1);
  private static final Duration MOST_OFTEN = Duration.ofSeconds(1);
  private static final Duration LEAST_OFTEN = Duration.ofMinutes(5);

  /** Where Kubernetes mounts the operator's own access to the cluster. */
  private static final String OWN_CREDENTIALS = "kubernetes.io/serviceaccount";

  public PrometheusSettings {
    requireWithin("timeout", timeout, LEAST_TIMEOUT, MOST_TIMEOUT);
    requireWithin("every", every, MOST_OFTEN, LEAST_OFTEN);
    boolean secure = url != null && requireAddress(url).getScheme().equalsIgnoreCase("https");
    requireFile("bearerTokenFile", bearerTokenFile, secure);
    requireFile("caFile", caFile, secure);
    if (bearerTokenFile != null && isOwnAccess(Path.of(bearerTokenFile))) {
      throw new SettingException(
          "bearerTokenFile", bearerTokenFile, "a token that gives no access to the cluster itself");
    }
  }

  /** No server; the other settings as they would be for one. */
  public static PrometheusSettings defaults() {
    return new PrometheusSettings(null, Duration.ofSeconds(10), Duration.ofSeconds(15), null, null);
  }

  /**
   * Whether the operator's own access to the cluster lies there, which is for no other server.
   * Follows no links.
   */
  public static boolean isOwnAccess(Path file) {
    return file.normalize().toString().contains(OWN_CREDENTIALS);
  }

  private static URI requireAddress(String url) {
    String expected = "an address such as http://prometheus.monitoring:9090, without user or query";
    try {
      URI uri = new URI(url);
      boolean web =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      if (web
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw new SettingException("url", url, expected);
    }
    throw new SettingException("url", url, expected);
  }

  private static void requireFile(String key, @Nullable String file, boolean secure) {
    if (file != null && (!file.startsWith("/") || file.indexOf('\0') >= 0)) {
      throw new SettingException(key, file, "an absolute path");
    }
    if (file != null && !secure) {
      throw new SettingException(key, file, "this key to be left out where url is not https");
    }
  }

  private static void requireWithin(String key, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new SettingException(key, value, "a time from " + least + " to " + most);
    }
  }
}
