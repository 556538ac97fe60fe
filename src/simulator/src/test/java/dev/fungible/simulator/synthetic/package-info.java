@NullMarked
package dev.fungible.simulator.synthetic;

import org.jspecify.annotations.NullMarked;
