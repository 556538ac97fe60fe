@NullMarked
package dev.fungible.simulator.sweep;

import org.jspecify.annotations.NullMarked;
