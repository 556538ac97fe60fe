/** Answers to "why?" about a node, a class or a gang, from records of decisions. */
@NullMarked
package dev.fungible.snapshot.explain;

import org.jspecify.annotations.NullMarked;
