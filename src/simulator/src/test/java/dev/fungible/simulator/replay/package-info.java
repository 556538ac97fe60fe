@NullMarked
package dev.fungible.simulator.replay;

import org.jspecify.annotations.NullMarked;
