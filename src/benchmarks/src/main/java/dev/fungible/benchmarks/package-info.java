/** How fast decisions and simulations are; run by {@code make bench}. */
@NullMarked
package dev.fungible.benchmarks;

import org.jspecify.annotations.NullMarked;
