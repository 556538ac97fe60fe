/** Tests of signals. */
@NullMarked
package dev.fungible.operator.signal;

import org.jspecify.annotations.NullMarked;
