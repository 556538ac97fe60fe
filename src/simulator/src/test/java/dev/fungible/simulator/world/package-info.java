@NullMarked
package dev.fungible.simulator.world;

import org.jspecify.annotations.NullMarked;
