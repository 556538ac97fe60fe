package dev.fungible.operator.run;

import dev.fungible.operator.config.ConfigurationSource;
import dev.fungible.operator.lead.Leadership;
import dev.fungible.operator.serve.Check;
import dev.fungible.operator.serve.ConfigurationCounts;
import dev.fungible.operator.serve.HttpEndpoints;
import dev.fungible.operator.serve.OperatorMetrics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a replica says of itself over HTTP. */
final class Health {

  private Health() {}

  /**
   * Answers from now on.
   *
   * @throws IOException if it cannot listen there
   */
  static HttpEndpoints serve(
      InetSocketAddress address,
      Telemetry telemetry,
      Leadership leadership,
      Standby standby,
      Leader leader)
      throws IOException {
    new OperatorMetrics(
            leadership::leads,
            counts(standby.configuration()),
            Map.of("nodes", standby.watch()::nodesAge, "pods", standby.watch()::podsAge))
        .bindTo(telemetry.registry());
    return new HttpEndpoints(
        address,
        telemetry.registry(),
        List.of(telemetry.heartbeat()),
        List.of(
            Check.of("configuration", () -> configuration(standby)),
            Check.of("cluster", standby.watch()::missing),
            Check.of("lease", leadership::problem),
            Check.of("past", leader::unknownPast)));
  }

  /** A replica that goes by the last good document does its work. */
  private static Optional<String> configuration(Standby standby) {
    return standby.configuration().current().isPresent()
        ? Optional.empty()
        : standby.configuration().state().problem();
  }

  private static ConfigurationCounts counts(ConfigurationSource source) {
    return new ConfigurationCounts() {
      @Override
      public long refused() {
        return source.refusedTotal();
      }

      @Override
      public long accepted() {
        return source.acceptedTotal();
      }

      @Override
      public boolean newestInForce() {
        return source.isInForce() && source.refusal().isEmpty();
      }
    };
  }
}
