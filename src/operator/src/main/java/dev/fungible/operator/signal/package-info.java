/** Numbers that are measured beside the cluster: who is asked, how often, and what was answered. */
@NullMarked
package dev.fungible.operator.signal;

import org.jspecify.annotations.NullMarked;
