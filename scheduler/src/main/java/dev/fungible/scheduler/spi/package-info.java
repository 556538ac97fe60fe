/** What a policy is: a pure function from a snapshot to bids, made by a factory from settings. */
@NullMarked
package dev.fungible.scheduler.spi;

import org.jspecify.annotations.NullMarked;
