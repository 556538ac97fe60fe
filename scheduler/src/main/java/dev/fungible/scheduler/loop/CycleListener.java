package dev.fungible.scheduler.loop;

/** Whoever wants to know what a cycle saw, decided and did. */
@FunctionalInterface
public interface CycleListener {

  /** Called once after every cycle and every pass; must not throw. */
  void onCycle(CycleReport report);
}
