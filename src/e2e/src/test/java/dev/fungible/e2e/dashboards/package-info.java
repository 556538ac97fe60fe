/** The dashboards that are published, asked of a real Prometheus. */
@NullMarked
package dev.fungible.e2e.dashboards;

import org.jspecify.annotations.NullMarked;
