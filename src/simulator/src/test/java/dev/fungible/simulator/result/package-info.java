@NullMarked
package dev.fungible.simulator.result;

import org.jspecify.annotations.NullMarked;
