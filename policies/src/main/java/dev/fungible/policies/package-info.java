/** The built-in policies, found through {@link java.util.ServiceLoader}. */
@NullMarked
package dev.fungible.policies;

import org.jspecify.annotations.NullMarked;
