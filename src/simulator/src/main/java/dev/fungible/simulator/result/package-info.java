/** What a simulation measured: plain values, from which every report is made. */
@NullMarked
package dev.fungible.simulator.result;

import org.jspecify.annotations.NullMarked;
