package dev.fungible.scheduler.execute;

/** The hands of the engine: brings a commanded state about, or throws and is called again. */
@FunctionalInterface
public interface NodeActuator {

  /**
   * Brings the state about as far as one call can; need not wait for it.
   *
   * @throws StaleViewException if what the command is about has changed since it was observed, as
   *     when a write conflicts; nothing has failed, and it is not counted
   * @throws RuntimeException if the cluster refused; the next pass tries again, up to {@code
   *     shifts.maxAttempts}
   */
  void ensure(Command command);
}
