package dev.fungible.simulator.account;

/**
 * Where the GPU-hours of a class's nodes went, each in one part.
 *
 * @param busy held by gangs
 * @param idle held by nobody, and nobody of the class waited
 * @param fragmented held by nobody although gangs of the class waited
 * @param shifting between classes
 * @param unhealthy on nodes that cannot work
 */
public record Held(double busy, double idle, double fragmented, double shifting, double unhealthy) {

  /** Nothing. */
  public static final Held NONE = new Held(0, 0, 0, 0, 0);

  /** All parts. */
  public double sum() {
    return busy + idle + fragmented + shifting + unhealthy;
  }

  /** Both together. */
  public Held plus(Held other) {
    return new Held(
        busy + other.busy,
        idle + other.idle,
        fragmented + other.fragmented,
        shifting + other.shifting,
        unhealthy + other.unhealthy);
  }

  /**
   * These GPU-hours, by the state that the operator's metrics know them by.
   *
   * @throws BadAccount if there is no such state
   */
  static Held of(String state, double gpuHours) {
    return switch (state) {
      case "busy" -> new Held(gpuHours, 0, 0, 0, 0);
      case "idle" -> new Held(0, gpuHours, 0, 0, 0);
      case "fragmented" -> new Held(0, 0, gpuHours, 0, 0);
      case "shifting" -> new Held(0, 0, 0, gpuHours, 0);
      case "unhealthy" -> new Held(0, 0, 0, 0, gpuHours);
      default ->
          throw new BadAccount(
              "fungible_gpu_seconds_total has the state \""
                  + state
                  + "\"; expected busy, idle, fragmented, shifting or unhealthy. Maybe the operator"
                  + " is newer than this command?");
    };
  }
}
