/** The operator as a whole: what runs when, started and stopped in order. */
@NullMarked
package dev.fungible.operator.run;

import org.jspecify.annotations.NullMarked;
