/** Traces that are made up: a seeded generator, the embedded sample, variants of a trace. */
@NullMarked
package dev.fungible.simulator.synthetic;

import org.jspecify.annotations.NullMarked;
