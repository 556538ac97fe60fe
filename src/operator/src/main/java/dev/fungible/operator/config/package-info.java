/** The configuration in force: one ConfigMap, watched, validated whole, the last good one kept. */
@NullMarked
package dev.fungible.operator.config;

import org.jspecify.annotations.NullMarked;
