/** One replica acts: the lease that elects it, and the fence that its writes pass. */
@NullMarked
package dev.fungible.operator.lead;

import org.jspecify.annotations.NullMarked;
