package dev.fungible.scheduler.execute;

/** The hands of the engine: brings a commanded state about, or throws and is called again. */
@FunctionalInterface
public interface NodeActuator {

  /**
   * Brings the state about as far as one call can; need not wait for it.
   *
   * @throws RuntimeException if the cluster refused; nothing is lost, the next pass tries again
   */
  void ensure(Command command);
}
