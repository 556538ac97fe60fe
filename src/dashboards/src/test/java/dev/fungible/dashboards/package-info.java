/** Tests of what is published for Grafana. */
@NullMarked
package dev.fungible.dashboards;

import org.jspecify.annotations.NullMarked;
