/** What the operator tells of itself: health, metrics, logs. */
@NullMarked
package dev.fungible.operator.serve;

import org.jspecify.annotations.NullMarked;
