package dev.fungible.operator.lead;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What the time is.
 *
 * @param nanoTime counts on while the process is stopped, and is never set
 * @param wallTime counts on while the machine is suspended, and may be set
 */
record Clocks(LongSupplier nanoTime, InstantSource wallTime) {

  static final Clocks SYSTEM = new Clocks(System::nanoTime, InstantSource.system());
}
