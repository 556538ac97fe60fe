/** Simple policies to compare with; each can also be used on its own. */
@NullMarked
package dev.fungible.policies.baseline;

import org.jspecify.annotations.NullMarked;
