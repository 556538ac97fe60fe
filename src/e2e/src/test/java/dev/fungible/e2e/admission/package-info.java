/** How pods reach the nodes of their class, on a real API server. */
@NullMarked
package dev.fungible.e2e.admission;

import org.jspecify.annotations.NullMarked;
