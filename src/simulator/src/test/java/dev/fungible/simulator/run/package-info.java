@NullMarked
package dev.fungible.simulator.run;

import org.jspecify.annotations.NullMarked;
