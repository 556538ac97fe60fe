/** A policy whose rules are expressions in the configuration. */
@NullMarked
package dev.fungible.expression;

import org.jspecify.annotations.NullMarked;
