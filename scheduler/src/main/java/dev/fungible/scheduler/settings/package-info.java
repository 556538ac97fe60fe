/** Checks that settings records share, and the refusal that names key, value and expectation. */
@NullMarked
package dev.fungible.scheduler.settings;

import org.jspecify.annotations.NullMarked;
