/** What was measured of a real cluster: where numbers come from, and how they are asked for. */
@NullMarked
package dev.fungible.simulator.measure;

import org.jspecify.annotations.NullMarked;
