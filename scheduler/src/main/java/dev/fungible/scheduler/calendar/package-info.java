/** Times as people write them down, on the clock of a zone, and the instants that they mean. */
@NullMarked
package dev.fungible.scheduler.calendar;

import org.jspecify.annotations.NullMarked;
