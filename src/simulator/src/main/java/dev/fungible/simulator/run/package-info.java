/** Whole comparisons: the policies that every report shows, side by side on one scenario. */
@NullMarked
package dev.fungible.simulator.run;

import org.jspecify.annotations.NullMarked;
