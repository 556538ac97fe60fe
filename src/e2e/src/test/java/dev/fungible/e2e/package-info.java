/** A real Kubernetes control plane with simulated nodes, for tests and for looking around. */
@NullMarked
package dev.fungible.e2e;

import org.jspecify.annotations.NullMarked;
