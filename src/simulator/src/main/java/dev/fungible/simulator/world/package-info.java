/** The simulated cluster: physics in virtual time, behind the same ports as a real one. */
@NullMarked
package dev.fungible.simulator.world;

import org.jspecify.annotations.NullMarked;
