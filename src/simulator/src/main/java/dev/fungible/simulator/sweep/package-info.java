/** Searches of settings over scenarios: many simulations, ranked. */
@NullMarked
package dev.fungible.simulator.sweep;

import org.jspecify.annotations.NullMarked;
