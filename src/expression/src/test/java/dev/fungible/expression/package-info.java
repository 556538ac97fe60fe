@NullMarked
package dev.fungible.expression;

import org.jspecify.annotations.NullMarked;
