/** The configuration in force, on a real API server. */
@NullMarked
package dev.fungible.e2e.config;

import org.jspecify.annotations.NullMarked;
