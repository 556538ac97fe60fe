/** Signals from a real Prometheus. */
@NullMarked
package dev.fungible.e2e.signal;

import org.jspecify.annotations.NullMarked;
