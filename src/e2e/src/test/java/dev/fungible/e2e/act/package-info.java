/** Writes to the cluster, on a real API server. */
@NullMarked
package dev.fungible.e2e.act;

import org.jspecify.annotations.NullMarked;
