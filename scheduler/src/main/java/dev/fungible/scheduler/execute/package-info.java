/** Carrying out shifts: a pure state machine, and the executor that saves a record, then acts. */
@NullMarked
package dev.fungible.scheduler.execute;

import org.jspecify.annotations.NullMarked;
