package dev.fungible.cli;

import dev.fungible.configuration.DurationText;
import dev.fungible.configuration.PrometheusSettings;
import dev.fungible.operator.signal.PrometheusClient;
import dev.fungible.scheduler.model.TimeSeries;
import dev.fungible.scheduler.settings.SettingException;
import dev.fungible.simulator.account.Period;
import dev.fungible.simulator.measure.Measurements;
import dev.fungible.simulator.measure.Selector;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** Which Prometheus is asked, and for which operator's metrics. */
final class PrometheusOptions {

  private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final String LEFT_OUT =
      "--prometheus is left out; expected the address of a server that scrapes the operator, such as"
          + " http://prometheus.monitoring:9090";
  private static final Duration LEAST = Duration.ofHours(1);

  /** Longer ranges take more samples than a server reads for one query. */
  private static final Duration MOST = Duration.ofDays(35);

  @Option(
      names = "--prometheus",
      paramLabel = "URL",
      description = "A server that scrapes the operator: Prometheus, or what speaks its HTTP API.")
  private @Nullable String url;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      defaultValue = "7d",
      description = "How far back the server is asked, from 1h to 35d (${DEFAULT-VALUE}).")
  private Duration since = Duration.ofDays(7);

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "Up to then, such as 2026-03-09T00:00Z; now if left out.")
  private @Nullable String until;

  @Option(
      names = "--match",
      paramLabel = "LABEL=VALUE",
      description =
          "Only series whose LABEL is VALUE, such as cluster=east, where the server knows several"
              + " clusters. May be repeated.")
  private Map<String, String> match = new TreeMap<>();

  @Option(
      names = "--bearer-token-file",
      paramLabel = "FILE",
      description = "A token for the server; over https alone.")
  private @Nullable Path token;

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      description = "Certificates, in PEM, of authorities to trust in the place of the usual ones.")
  private @Nullable Path authorities;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "30s",
      description = "How long one answer may take, up to 1m (${DEFAULT-VALUE}).")
  private Duration timeout = Duration.ofSeconds(30);

  /** Whether a server was named. */
  boolean isNamed() {
    return url != null;
  }

  /** Refuses what says how a server is to be asked, where none is asked. */
  void refuseAll(ParseResult given) {
    List<String> named =
        CommandSpec.forAnnotatedObject(new PrometheusOptions()).options().stream()
            .map(OptionSpec::longestName)
            .filter(given::hasMatchedOption)
            .toList();
    if (!named.isEmpty()) {
      throw new BadOption(LEFT_OUT + ", because of " + String.join(", ", named));
    }
  }

  /** Which operator's series are meant. */
  Selector selector() {
    for (String label : match.keySet()) {
      if (!LABEL.matcher(label).matches()) {
        throw new BadOption("--match", label + "=" + match.get(label), "the name of a label first");
      }
    }
    return new Selector(new TreeMap<>(match));
  }

  /**
   * The time that is asked for, in whole minutes.
   *
   * @param zone of its days
   */
  Period period(ZoneId zone) {
    if (since.compareTo(LEAST) < 0 || since.compareTo(MOST) > 0) {
      throw new BadOption("--since", DurationText.format(since), "a time from 1h to 35d");
    }
    Instant now = Instant.now();
    Instant end = minute(until == null ? now : past(until, now));
    return new Period(end.minus(since), end, zone);
  }

  private static Instant past(String text, Instant now) {
    Instant time = time(text);
    if (time.isAfter(now)) {
      throw new BadOption("--until", text, "a time that is past; it is " + minute(now));
    }
    return time;
  }

  private static Instant minute(Instant time) {
    return time.truncatedTo(ChronoUnit.MINUTES);
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new BadOption(
          "--until", text, "a time with its distance to UTC, such as 2026-03-09T00:00+01:00");
    }
  }

  /**
   * The server.
   *
   * @param configured what a document names, for whatever no option names
   */
  Measurements measurements(@Nullable PrometheusSettings configured) {
    String address = url != null || configured == null ? url : configured.url();
    if (address == null) {
      throw new BadOption(LEFT_OUT);
    }
    String known = url == null && configured != null ? configured.bearerTokenFile() : null;
    String trusted = url == null && configured != null ? configured.caFile() : null;
    return new Asked(address, client(address, path(token, known), path(authorities, trusted)));
  }

  private static @Nullable String path(@Nullable Path option, @Nullable String configured) {
    return option == null ? configured : option.toAbsolutePath().toString();
  }

  private PrometheusClient client(
      String address, @Nullable String tokenFile, @Nullable String caFile) {
    try {
      return new PrometheusClient(
          new PrometheusSettings(
              address, timeout, PrometheusSettings.defaults().every(), tokenFile, caFile));
    } catch (SettingException e) {
      String option =
          switch (e.key()) {
            case "url" -> "--prometheus";
            case "bearerTokenFile" -> "--bearer-token-file";
            case "caFile" -> "--ca-file";
            default -> "--" + e.key();
          };
      throw new BadOption(option, e.value(), e.expected());
    }
  }

  /** A server that is asked over the network. */
  private record Asked(String address, PrometheusClient client) implements Measurements {

    @Override
    public String name() {
      return "Prometheus at " + address;
    }

    @Override
    public SortedMap<SortedMap<String, String>, Double> at(String query, Instant time) {
      return client.allAt(query, time);
    }

    @Override
    public SortedMap<SortedMap<String, String>, TimeSeries> between(
        String query, Instant from, Instant to, Duration step) {
      return client.allBetween(query, from, to, step);
    }
  }
}
