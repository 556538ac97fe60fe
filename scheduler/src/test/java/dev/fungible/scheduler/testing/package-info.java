/** Seeded random clusters and hand-written fakes of the ports, for tests and benchmarks. */
@NullMarked
package dev.fungible.scheduler.testing;

import org.jspecify.annotations.NullMarked;
