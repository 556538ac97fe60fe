/** One replica acts, on a real API server. */
@NullMarked
package dev.fungible.e2e.lead;

import org.jspecify.annotations.NullMarked;
