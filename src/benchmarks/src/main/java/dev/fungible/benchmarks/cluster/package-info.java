/** How fast the operator is on a real control plane; run by {@code make bench-cluster}. */
@NullMarked
package dev.fungible.benchmarks.cluster;

import org.jspecify.annotations.NullMarked;
