package dev.fungible.operator.run;

import dev.fungible.operator.config.ConfigurationInForce;
import dev.fungible.operator.kube.Backoff;
import dev.fungible.scheduler.execute.StepResult;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the engine whenever there is something new, on its schedule, and as long as shifts are under
 * way. One thread calls {@link #run}; the rest is safe for use by several.
 */
final class Cycles {

  private static final Logger LOG = LoggerFactory.getLogger(Cycles.class);

  /** What shifts wait for may be the passing of time, or for a refusal to end. */
  private static final Duration WHILE_SHIFTING = Duration.ofSeconds(1);

  private static final Duration WHILE_WAITING = Duration.ofSeconds(5);
  private static final Duration AT_REST = Duration.ofSeconds(10);

  /** A shift has fewer phases; more passes in a row than that lead nowhere. */
  private static final int MOST_PASSES = 12;

  private final Wakeup wakeup;
  private final Supplier<Optional<ConfigurationInForce>> configuration;
  private final Function<ConfigurationInForce, Engine> engines;
  private final Telemetry telemetry;
  private @Nullable Engine engine;

  /** News that no cycle has looked at yet: it outlives a round that fails or cannot begin. */
  private boolean news;

  private volatile boolean stopping;

  /**
   * Cycles, not running yet.
   *
   * @param wakeup signalled when there is something new
   * @param configuration the configuration to go by; while there is none, nothing is done
   * @param engines makes the engine, once there is a configuration
   */
  Cycles(
      Wakeup wakeup,
      Supplier<Optional<ConfigurationInForce>> configuration,
      Function<ConfigurationInForce, Engine> engines,
      Telemetry telemetry) {
    this.wakeup = wakeup;
    this.configuration = configuration;
    this.engines = engines;
    this.telemetry = telemetry;
  }

  /** Goes on until {@link #stop} is called; a round that fails is tried again. */
  void run() {
    Backoff waiting = new Backoff(WHILE_SHIFTING, WHILE_WAITING, ThreadLocalRandom.current());
    Duration pause = Duration.ZERO;
    while (!stopping) {
      try {
        if (wakeup.await(pause, gather())) {
          news = true;
          waiting.reset();
        }
        pause = round() || news ? waiting.next() : AT_REST;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.error("The round failed", e);
        pause = waiting.next();
      }
    }
  }

  /** Ends after the step that is being made. */
  void stop() {
    stopping = true;
    wakeup.signal();
  }

  /** Whether there are shifts under way. */
  private boolean round() {
    telemetry.heartbeat().beat();
    Optional<ConfigurationInForce> next = configuration.get();
    if (next.isEmpty() || stopping) {
      return false;
    }
    Engine current = engineFor(next.get());
    if (news) {
      current.tidy();
    }
    settle(current);
    if (news && !stopping) {
      telemetry.cycles().measure(current::cycle);
      news = false;
      settle(current);
    }
    return current.isShifting();
  }

  private Engine engineFor(ConfigurationInForce next) {
    Engine current = engine;
    if (current == null) {
      current = engines.apply(next);
      engine = current;
    }
    current.use(next);
    return current;
  }

  /**
   * Lets shifts go on as far as they can without waiting for anybody. What was refused waits for
   * the next round: its tries are counted.
   */
  private void settle(Engine current) {
    for (int pass = 0; pass < MOST_PASSES && !stopping && current.isShifting(); pass++) {
      telemetry.heartbeat().beat();
      if (current.advance().stream().noneMatch(StepResult::entered)) {
        return;
      }
      // What it has come to may let another shift start; own writes are no news of a watch.
      news = true;
    }
  }

  private Duration gather() {
    Engine current = engine;
    return current == null ? Duration.ZERO : current.configuration().cycles().debounce();
  }
}
