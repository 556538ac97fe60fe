@NullMarked
package dev.fungible.simulator.trace;

import org.jspecify.annotations.NullMarked;
