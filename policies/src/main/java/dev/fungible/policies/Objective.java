package dev.fungible.policies;

import dev.fungible.scheduler.settings.SettingException;
import dev.fungible.scheduler.settings.SignalName;
import org.jspecify.annotations.Nullable;

/**
 * A number that a signal must not exceed, and what more or less of it says of GPUs.
 *
 * @param signal what is measured
 * @param kind what the number is
 * @param target the highest value that is good, above 0, in the signal's unit or, for {@link
 *     Kind#THROUGHPUT} and {@link Kind#QUEUE_LENGTH}, in that unit for each GPU
 * @param base for {@link Kind#LATENCY}, the latency without load, below {@code target}; half of it
 *     where null
 */
public record Objective(SignalName signal, Kind kind, double target, @Nullable Double base) {

  /** Below this share of the load at the target nodes may be given up, one by one. */
  private static final double CALM = 0.5;

  /** What a signal is, and the formula that turns it into GPUs. */
  public enum Kind {
    /**
     * The mean over all that serve of something that grows as a GPU has more to do: KV-cache use,
     * busy time. GPUs = GPUs that serve × value ÷ target, the ratio by which Kubernetes'
     * HorizontalPodAutoscaler scales (kubernetes.io, "Horizontal Pod Autoscaling", algorithm
     * details).
     */
    UTILIZATION,
    /**
     * The sum of all work that arrives, as tokens per second or requests under way. GPUs = value ÷
     * target, the same ratio for a target per replica.
     */
    THROUGHPUT,
    /**
     * The sum of all requests that wait. Above target × GPUs that serve it asks for value ÷ target;
     * below, an empty queue does not say how many GPUs are too many.
     */
    QUEUE_LENGTH,
    /**
     * A mean or a quantile of a time. In a queue that shares its servers, a request that takes S
     * alone takes R = S ÷ (1 − ρ) at load ρ (Kleinrock, Queueing Systems II, 1976, processor
     * sharing). So ρ = 1 − S ÷ R, and the load ρ × GPUs meets the target T on GPUs × (1 − S ÷ R) ÷
     * (1 − S ÷ T). Below the target, noise in R would say more than load: it is used above alone.
     */
    LATENCY;

    /** Whether low values say how many GPUs would do. */
    boolean isProportional() {
      return this == UTILIZATION || this == THROUGHPUT;
    }
  }

  public Objective {
    if (!(target > 0 && target < Double.POSITIVE_INFINITY)) {
      throw new SettingException("target", target, "a number above 0");
    }
    if (base != null && kind != Kind.LATENCY) {
      throw new SettingException("base", base, "this key to be left out, but for kind Latency");
    }
    if (base != null && !(base >= 0 && base < target)) {
      throw new SettingException("base", base, "a number from 0 to below target");
    }
  }

  /** Whether this value is worse than the target, with so many GPUs to serve. */
  boolean isBurning(double value, double serving) {
    return switch (kind) {
      case UTILIZATION, LATENCY -> value > target;
      case THROUGHPUT, QUEUE_LENGTH -> value > target * serving;
    };
  }

  /**
   * Whether this value shows at most half of the load that the target allows, with so many GPUs to
   * serve.
   */
  boolean isCalm(double value, double serving) {
    return switch (kind) {
      case UTILIZATION -> value <= CALM * target;
      case THROUGHPUT, QUEUE_LENGTH -> value <= CALM * target * serving;
      // 1 − S ÷ R ≤ ½ (1 − S ÷ T), times R: a signal of 0 says that there were no requests.
      case LATENCY -> value - alone() <= CALM * value * (1 - alone() / target);
    };
  }

  /**
   * GPUs with which a value as high as this one would meet the target, for kinds that are
   * proportional or values that are worse than it.
   */
  double gpusFor(double value, double serving) {
    return switch (kind) {
      case UTILIZATION -> serving * value / target;
      case THROUGHPUT, QUEUE_LENGTH -> value / target;
      case LATENCY -> serving * (1 - alone() / value) / (1 - alone() / target);
    };
  }

  private double alone() {
    return base == null ? target / 2 : base;
  }
}
