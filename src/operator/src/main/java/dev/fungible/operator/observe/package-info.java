/** The cluster as decisions see it: gangs, nodes, demand and its history. */
@NullMarked
package dev.fungible.operator.observe;

import org.jspecify.annotations.NullMarked;
