package dev.fungible.operator.signal;

import dev.fungible.configuration.PrometheusSettings;
import dev.fungible.scheduler.model.TimeSeries;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.SortedMap;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server that speaks Prometheus' HTTP API for numbers. A request is sent once, takes no
 * longer than it may, and reads no more than a megabyte. Safe for use by several threads.
 */
public final class PrometheusClient {

  private static final int MOST_BYTES = 1 << 20;

  /** Prometheus refuses more. */
  private static final int MOST_POINTS = 11_000;

  private static final int MOST_TOKEN_BYTES = 1 << 14;

  private final HttpUrl base;
  private final OkHttpClient http;
  private final @Nullable Path tokenFile;

  /**
   * A client of that server.
   *
   * @throws SignalFailure if the authorities to trust cannot be read
   */
  public PrometheusClient(PrometheusSettings settings) {
    this.base = HttpUrl.get(Objects.requireNonNull(settings.url(), "no server"));
    this.tokenFile =
        settings.bearerTokenFile() == null ? null : Path.of(settings.bearerTokenFile());
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .callTimeout(settings.timeout())
            .readTimeout(settings.timeout())
            .retryOnConnectionFailure(false)
            // A token is for the server that was named and for no other.
            .followRedirects(false);
    if (settings.caFile() != null) {
      Authorities authorities = Authorities.of(Path.of(settings.caFile()));
      builder.sslSocketFactory(authorities.sockets(), authorities.trust());
    }
    this.http = builder.build();
  }

  /**
   * The number that the query has now.
   *
   * @throws SignalFailure if it has none
   */
  public double now(String query) {
    return PrometheusAnswer.of(send("query", address("query", query).build())).number();
  }

  /**
   * The numbers that the query had, a step apart; moments without one are left out.
   *
   * @throws SignalFailure if it is no query for one number
   */
  public TimeSeries between(String query, Instant from, Instant to, Duration step) {
    return range(query, from, to, step).samples();
  }

  /**
   * Every number that the query had at that time, by its labels; those that are not finite are left
   * out.
   *
   * @throws SignalFailure if the server refuses, or answers with something else
   */
  public SortedMap<SortedMap<String, String>, Double> allAt(String query, Instant time) {
    HttpUrl.Builder address =
        address("query", query).addQueryParameter("time", seconds(time.toEpochMilli()));
    return PrometheusAnswer.of(send("query", address.build())).numbers();
  }

  /**
   * Every series that the query had, a step apart, by its labels.
   *
   * @throws SignalFailure if the server refuses, or these are more points than it answers with
   */
  public SortedMap<SortedMap<String, String>, TimeSeries> allBetween(
      String query, Instant from, Instant to, Duration step) {
    long points = Duration.between(from, to).dividedBy(step) + 1;
    if (points > MOST_POINTS) {
      throw new SignalFailure(points + " points a series; expected at most " + MOST_POINTS);
    }
    return range(query, from, to, step).series();
  }

  private PrometheusAnswer range(String query, Instant from, Instant to, Duration step) {
    HttpUrl.Builder address =
        address("query_range", query)
            .addQueryParameter("start", seconds(from.toEpochMilli()))
            .addQueryParameter("end", seconds(to.toEpochMilli()))
            .addQueryParameter("step", seconds(step.toMillis()));
    return PrometheusAnswer.of(send("query_range", address.build()));
  }

  private HttpUrl.Builder address(String endpoint, String query) {
    return base.newBuilder()
        .addPathSegments("api/v1/" + endpoint)
        .addQueryParameter("query", query)
        .addQueryParameter("timeout", seconds(http.callTimeoutMillis()))
        // Thanos would rather answer with a part than not at all.
        .addQueryParameter("partial_response", "false");
  }

  private static String seconds(long millis) {
    return millis / 1000 + "." + String.valueOf(1000 + Math.floorMod(millis, 1000)).substring(1);
  }

  private Answer send(String endpoint, HttpUrl address) {
    Request.Builder request =
        new Request.Builder().url(address).header("User-Agent", "fungible-scheduler");
    if (tokenFile != null) {
      request.header("Authorization", "Bearer " + token(tokenFile));
    }
    try (Response response = http.newCall(request.build()).execute();
        InputStream body = response.body().byteStream()) {
      byte[] read = body.readNBytes(MOST_BYTES + 1);
      if (read.length > MOST_BYTES) {
        throw new SignalFailure("the answer has more than " + MOST_BYTES + " bytes");
      }
      return new Answer(response.code(), read);
    } catch (IOException e) {
      throw new SignalFailure("no answer to " + endpoint + " from " + base.host() + ": " + e);
    }
  }

  /** What came back: the status, and the body. */
  record Answer(int code, byte[] body) {}

  private static String token(Path file) {
    try (InputStream in = Files.newInputStream(real(file))) {
      String token = new String(in.readNBytes(MOST_TOKEN_BYTES), StandardCharsets.UTF_8).strip();
      if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
        throw new SignalFailure(file + " holds no token");
      }
      return token;
    } catch (IOException e) {
      throw new SignalFailure("cannot read the token: " + e);
    }
  }

  /** A link may lead to what no other server should have. */
  private static Path real(Path file) throws IOException {
    Path real = file.toRealPath();
    if (PrometheusSettings.isOwnAccess(real)) {
      throw new SignalFailure(
          file + " is " + real + "; expected a token that gives no access to the cluster itself");
    }
    return real;
  }
}
