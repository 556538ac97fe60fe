/** What every implementation of a port promises, as tests to extend. */
@NullMarked
package dev.fungible.scheduler.testing.contract;

import org.jspecify.annotations.NullMarked;
