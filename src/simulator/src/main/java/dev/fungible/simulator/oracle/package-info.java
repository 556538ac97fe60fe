/**
 * What no policy can beat: the benchmark's linear program with perfect knowledge ({@link
 * dev.fungible.simulator.oracle.Oracle}), and the limit that holds for what a policy served ({@link
 * dev.fungible.simulator.oracle.AttainedBound}).
 */
@NullMarked
package dev.fungible.simulator.oracle;

import org.jspecify.annotations.NullMarked;
