package dev.fungible.cli;

import dev.fungible.configuration.PolicyRegistry;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.lead.Leadership;
import dev.fungible.operator.lead.LeaseSettings;
import dev.fungible.operator.run.Operator;
import dev.fungible.operator.run.OperatorSettings;
import dev.fungible.operator.serve.LogFormat;
import dev.fungible.operator.serve.Logging;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a replica of the operator until it is told to stop, or leads no more. */
@Command(
    name = "operator",
    description = "Moves nodes in a cluster, as its ConfigMap fungible-scheduler says.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class OperatorCommand implements Callable<Integer> {

  private static final int HIGHEST_PORT = 65_535;

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @Option(
      names = "--identity",
      paramLabel = "NAME",
      description = "Names this replica in the lease; the host and a random word by default.")
  private @Nullable String identity;

  @Option(
      names = "--http-address",
      paramLabel = "ADDRESS",
      defaultValue = "0.0.0.0",
      description = "Where /livez, /readyz and /metrics are served (${DEFAULT-VALUE}).")
  private @Nullable InetAddress httpAddress;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "At which port; 0 is any that is free (${DEFAULT-VALUE}).")
  private int httpPort;

  @Option(
      names = "--lease-duration",
      paramLabel = "TIME",
      defaultValue = "15s",
      description = "How long others wait for a leader that is silent (${DEFAULT-VALUE}).")
  private Duration leaseDuration = Duration.ZERO;

  @Option(
      names = "--renew-deadline",
      paramLabel = "TIME",
      defaultValue = "10s",
      description = "How long a leader acts without renewing its lease (${DEFAULT-VALUE}).")
  private Duration renewDeadline = Duration.ZERO;

  @Option(
      names = "--retry-period",
      paramLabel = "TIME",
      defaultValue = "2s",
      description = "Time between two tries to take or renew the lease (${DEFAULT-VALUE}).")
  private Duration retryPeriod = Duration.ZERO;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      defaultValue = "json",
      description = "json or text (${DEFAULT-VALUE}).")
  private LogFormat logFormat = LogFormat.JSON;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      defaultValue = "info",
      description = "error, warn, info or debug (${DEFAULT-VALUE}).")
  private Level logLevel = Level.INFO;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Logging.configure(logFormat, logLevel);
    LeaseSettings lease = lease();
    InetSocketAddress http = http();
    KubeApi api = cluster.api(lease.writeTimeout());
    OperatorSettings settings =
        new OperatorSettings(
            cluster.namespace(),
            identity == null ? Leadership.newIdentity() : identity,
            lease,
            http);
    Operator operator = start(settings, api);
    Thread stop = Thread.ofPlatform().name("stop").unstarted(operator::close);
    Runtime.getRuntime().addShutdownHook(stop);
    operator.awaitEnd();
    // Not because somebody asked for it: what it knew of the cluster must not be carried over.
    operator.close();
    return ExitCode.SOFTWARE;
  }

  private static Operator start(OperatorSettings settings, KubeApi api) throws IOException {
    PolicyRegistry registry = PolicyRegistry.load(OperatorCommand.class.getClassLoader());
    try {
      return Operator.start(settings, api, registry);
    } catch (BindException e) {
      throw new BadOption(
          "Cannot listen on "
              + settings.http()
              + ": "
              + e.getMessage()
              + ". Maybe another process does, or --http-address is of another machine?");
    }
  }

  private InetSocketAddress http() {
    if (httpPort < 0 || httpPort > HIGHEST_PORT) {
      throw new BadOption("--http-port", httpPort, "0 to " + HIGHEST_PORT);
    }
    return new InetSocketAddress(httpAddress, httpPort);
  }

  private LeaseSettings lease() {
    try {
      return new LeaseSettings(leaseDuration, renewDeadline, retryPeriod);
    } catch (IllegalArgumentException e) {
      throw new BadOption(
          "--retry-period %s, --renew-deadline %s, --lease-duration %s: expected each to be longer"
                  .formatted(retryPeriod, renewDeadline, leaseDuration)
              + " than the one before it");
    }
  }
}
