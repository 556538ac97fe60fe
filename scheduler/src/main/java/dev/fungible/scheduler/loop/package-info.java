/** The control loop: observe, decide, execute, report, in that order, over four ports. */
@NullMarked
package dev.fungible.scheduler.loop;

import org.jspecify.annotations.NullMarked;
