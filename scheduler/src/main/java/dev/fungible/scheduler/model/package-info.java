/** What a decision may depend on: immutable values, no behaviour beyond their own arithmetic. */
@NullMarked
package dev.fungible.scheduler.model;

import org.jspecify.annotations.NullMarked;
