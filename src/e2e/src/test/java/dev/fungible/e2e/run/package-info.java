/** The operator as a whole on a real control plane. */
@NullMarked
package dev.fungible.e2e.run;

import org.jspecify.annotations.NullMarked;
