/** The real {@code fungible} process on a real control plane. */
@NullMarked
package dev.fungible.e2e.process;

import org.jspecify.annotations.NullMarked;
